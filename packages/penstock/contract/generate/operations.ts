import type { Contract, Operation, Parameter } from '../model.ts';
import { defaultStyle } from '../parameter-node.ts';
import { answerName, answersContents, answerType, negotiatedTypes, problemsOf } from './answers.ts';
import { banner } from './banner.ts';
import { importTypes, importValues } from './import-types.ts';
import { Code, literal, memberName, pascalCase } from './literal.ts';
import { ofTheChain, parameterReaderOf } from './parameter-readers.ts';
import { bodiesType, bodyContents, bodyReadersOf } from './request-bodies.ts';
import { valueType } from './schema-type.ts';
import { namedTypes, parameterExports } from './validators.ts';

/** What a function knows about its operation: `functions/generated/operations/<operationId>.ts`. */
export function operationModule(contract: Contract, operation: Operation): string {
  const { operationId, requestBody } = operation;
  const named = requestBody === undefined ? 'undefined' : bodiesType(requestBody);
  const body = requestBody?.required === false ? `${named} | undefined` : named;
  const query = `${pascalCase(operationId)}Query`;
  const queried = operation.parameters.filter((parameter) => parameter.in === 'query');
  const parameters = needsParameters(operation) ? `${pascalCase(operationId)}Parameters` : undefined;
  const typed = parameters === undefined ? queried : operation.parameters;
  const answer = answerType(operation);
  const reader = parameterReaderOf(operation);
  const used = namedTypes([named, ...typed.map(({ schema }) => valueType(schema)), ...answer.types]);
  const helpers = [
    'Immutable',
    'OperationContract',
    'Redirection',
    'ServerSentEvent',
    'Success',
    'UploadedFile',
  ].filter((name) => name === 'OperationContract' || new RegExp(`\\b${name}\\b`).test(`${answer.source}${named}`));
  return [
    banner(contract),
    ...[...bodyReadersOf(requestBody)].map(([module, names]) => importValues(names, module)),
    ...(reader === undefined ? [] : [importValues([reader.name], reader.module)]),
    importTypes(helpers, 'penstock/runtime/operation-contract'),
    ...(used.length === 0 ? [] : [importTypes(used, '../types.ts')]),
    `import * as answer from '../answers/${operationId}.js';\n`,
    `import * as validate from '../validators/${operationId}.js';\n\n`,
    queryType(query, queried),
    ...(parameters === undefined ? [] : [parametersType(parameters, operation)]),
    answer.source,
    `export const ${operationId}: OperationContract<${[body, query, answerName(operation), ...(parameters === undefined ? [] : [parameters])].join(', ')}> = `,
    `${literal(contents(operation))};\n`,
  ].join('');
}

function queryType(name: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return `export type ${name} = Record<string, never>;\n\n`;
  return `export interface ${name} {\n${parameters.map((one) => `  ${parameterMember(one)};\n`).join('')}}\n\n`;
}

function parameterMember({ name, required, default: byDefault, schema }: Parameter): string {
  return `readonly ${memberName(name)}${required || byDefault !== undefined ? '' : '?'}: ${valueType(schema)}`;
}

const placesBesideQuery = { path: 'path', headers: 'header', cookies: 'cookie' } as const;

/** The types of parameters elsewhere, where a handler needs more of one than its text. */
function parametersType(name: string, { parameters }: Operation): string {
  const members = Object.entries(placesBesideQuery).map(([member, place]) => {
    const there = parameters.filter((one) => one.in === place && !ofTheChain.has(one.name.toLowerCase()));
    return `  readonly ${member}: ${there.length === 0 ? 'Record<string, never>' : `{ ${there.map(parameterMember).join('; ')} }`};\n`;
  });
  return `export interface ${name} {\n${members.join('')}}\n\n`;
}

/** What one text stands for, a handler may ask for by its name. */
const needsParameters = ({ parameters }: Operation): boolean =>
  parameters.some(({ in: place, type }) => place === 'cookie' || (place !== 'query' && !plain.has(String(type))));

const plain = new Set(['string', 'integer', 'boolean']);

/** How a parameter is written, as far as that is not what its place says already. */
function writingOf({ in: place, type, style, explode, allowEmptyValue }: Parameter): object {
  const byDefault = defaultStyle(place);
  const isComposed = typeof type === 'object';
  return {
    style: style === byDefault ? undefined : style,
    explode: isComposed && explode !== (style === 'form') ? explode : undefined,
    allowEmptyValue: allowEmptyValue && place === 'query' ? true : undefined,
  };
}

/** What callers are told, with the path of what takes its place. */
function deprecationOf({ deprecation }: Operation): object | undefined {
  return deprecation && { ...deprecation, successor: deprecation.successor?.path };
}

function contents(operation: Operation): object {
  const { timeouts, requestBody, policy } = operation;
  const validators = parameterExports(operation.parameters);
  const produced = negotiatedTypes(operation);
  const reader = parameterReaderOf(operation);
  return {
    operationId: operation.operationId,
    method: operation.method,
    path: operation.path,
    security: operation.security,
    idempotency: policy.idempotency,
    deadline: timeouts.deadline,
    stream: timeouts.stream === undefined ? undefined : { deadline: timeouts.stream },
    attempts: timeouts.attempts,
    attemptTimeout: timeouts.attemptTimeout,
    requestBody: requestBody && bodyContents(requestBody),
    readParameters: reader === undefined ? undefined : new Code(reader.name),
    parameters: operation.parameters.map((parameter, index) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      type: parameter.type,
      ...writingOf(parameter),
      default: parameter.default,
      validate: new Code(`validate.${validators[index]}`),
    })),
    answers: answersContents(operation),
    produces: produced.length === 0 ? undefined : produced,
    problems: problemsOf(operation),
    deprecated: deprecationOf(operation),
  };
}

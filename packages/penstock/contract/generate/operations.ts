import type { Contract, Operation, Parameter } from '../model.ts';
import { answerName, answersContents, answerType, problemsOf } from './answers.ts';
import { banner } from './banner.ts';
import { importTypes } from './events.ts';
import { Code, literal, memberName, pascalCase } from './literal.ts';
import { schemaType } from './schema-type.ts';
import { namedTypes, parameterExports } from './validators.ts';

/** What a function knows about its operation: `functions/generated/operations/<operationId>.ts`. */
export function operationModule(contract: Contract, operation: Operation): string {
  const { operationId, requestBody } = operation;
  const named = requestBody === undefined ? 'undefined' : schemaType(requestBody.schema);
  const body = requestBody?.required === false ? `${named} | undefined` : named;
  const query = `${pascalCase(operationId)}Query`;
  const queried = operation.parameters.filter((parameter) => parameter.in === 'query');
  const answer = answerType(operation);
  const used = namedTypes([named, ...queried.map(({ schema }) => schemaType(schema)), ...answer.types]);
  const helpers = ['Immutable', 'OperationContract', 'Redirection', 'ServerSentEvent', 'Success'].filter(
    (name) => name === 'OperationContract' || new RegExp(`\\b${name}\\b`).test(answer.source),
  );
  return [
    banner(contract),
    importTypes(helpers, 'penstock/runtime/operation-contract'),
    ...(used.length === 0 ? [] : [importTypes(used, '../types.ts')]),
    `import * as answer from '../answers/${operationId}.js';\n`,
    `import * as validate from '../validators/${operationId}.js';\n\n`,
    queryType(query, queried),
    answer.source,
    `export const ${operationId}: OperationContract<${body}, ${query}, ${answerName(operation)}> = `,
    `${literal(contents(operation))};\n`,
  ].join('');
}

function queryType(name: string, parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return `export type ${name} = Record<string, never>;\n\n`;
  const members = parameters.map((parameter) => {
    const sure = parameter.required || parameter.default !== undefined;
    return `  readonly ${memberName(parameter.name)}${sure ? '' : '?'}: ${schemaType(parameter.schema)};\n`;
  });
  return `export interface ${name} {\n${members.join('')}}\n\n`;
}

function contents(operation: Operation): object {
  const { timeouts, requestBody, policy } = operation;
  const validators = parameterExports(operation.parameters);
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
    requestBody: requestBody && {
      required: requestBody.required,
      mediaType: requestBody.mediaType,
      validate: new Code('validate.body'),
    },
    parameters: operation.parameters.map((parameter, index) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required,
      type: parameter.type,
      default: parameter.default,
      validate: new Code(`validate.${validators[index]}`),
    })),
    answers: answersContents(operation),
    problems: problemsOf(operation),
    deprecated: operation.sunset === undefined ? undefined : { sunset: operation.sunset },
  };
}

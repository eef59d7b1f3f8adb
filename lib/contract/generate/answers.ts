import type { JsonObject } from '../json.ts';
import type { Contract, Operation, Response, ResponseHeader } from '../model.ts';
import { selfContained } from '../schema.ts';
import { banner } from './banner.ts';
import { Code, pascalCase, quoted } from './literal.ts';
import { schemaType } from './schema-type.ts';
import { compiled } from './validators.ts';

/** Headers that the runtime gives by itself: a handler has no say in them. */
const ofTheRuntime = new Set(['content-type', 'x-correlation-id', 'idempotent-replayed', 'deprecation', 'sunset']);

/** What is no problem: problems are thrown, and the runtime makes their documents. */
export const answersOf = ({ responses }: Operation): readonly Response[] =>
  responses.filter(({ status }) => /^[23]/.test(status));

/** The statuses of an operation's problems. */
export const problemsOf = ({ responses }: Operation): readonly string[] =>
  responses.map(({ status }) => status).filter((status) => !/^[23]/.test(status));

/** The type of what a handler may answer, as a declaration of it, and the names in `types.ts` that it uses. */
export function answerType(operation: Operation): { readonly source: string; readonly bodies: readonly string[] } {
  const answers = answersOf(operation);
  const exact = answers.map(({ status }) => status).filter((status) => !status.endsWith('XX'));
  const members = answers.map((answer) => {
    const replayed = answer.headers.some(({ name }) => name.toLowerCase() === 'idempotent-replayed');
    return [
      '\n  | {\n',
      `      readonly status: ${statusType(answer.status, exact)};\n`,
      headersType(answer),
      answer.content === undefined ? '' : `      readonly body: Immutable<${bodyType(operation, answer)}>;\n`,
      replayed ? '      readonly replayed?: boolean;\n' : '',
      '    }',
    ].join('');
  });
  return {
    source: `export type ${answerName(operation)} =${members.join('')};\n\n`,
    bodies: answers.filter(({ content }) => content !== undefined).map((answer) => bodyType(operation, answer)),
  };
}

export const answerName = ({ operationId }: Pick<Operation, 'operationId'>): string =>
  `${pascalCase(operationId)}Answer`;

function statusType(status: string, exact: readonly string[]): string {
  const classes: Readonly<Record<string, string>> = { '2XX': 'Success', '3XX': 'Redirection' };
  const whole = classes[status];
  if (whole === undefined) return status;
  return exact.length === 0 ? whole : `Exclude<${whole}, ${exact.join(' | ')}>`;
}

function headersType({ headers }: Response): string {
  const own = headers.filter(({ name }) => !ofTheRuntime.has(name.toLowerCase()));
  if (own.length === 0) return '';
  const optional = own.every(({ required }) => !required);
  const members = own.map(({ name, required, type, schema }) => {
    const text = type === 'string' ? schemaType(schema) : 'string';
    return `        readonly ${quotedName(name)}${required ? '' : '?'}: ${text};\n`;
  });
  return `      readonly headers${optional ? '?' : ''}: {\n${members.join('')}      };\n`;
}

const quotedName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** The type of an answer's body: what its schema says for itself, or a name that `bodySchemas` gives it. */
function bodyType({ operationId }: Operation, { status, content }: Response): string {
  const type = schemaType(content?.schema ?? {});
  return type === 'unknown' ? `${pascalCase(operationId)}Body${status}` : type;
}

/** The schemas that answers write in place, by the names of their types. */
export function bodySchemas(contract: Contract): Readonly<Record<string, JsonObject>> {
  const named = contract.operations.flatMap((operation) =>
    answersOf(operation).flatMap((answer) => {
      if (answer.content === undefined || schemaType(answer.content.schema) !== 'unknown') return [];
      const { $defs: _, ...own } = selfContained(contract.document, answer.content.schema);
      return [[bodyType(operation, answer), own] as const];
    }),
  );
  return Object.fromEntries(named);
}

/** What the runtime knows of an operation's answers. */
export const answersContents = (operation: Operation): object =>
  Object.fromEntries(
    answersOf(operation).map(({ status, headers, content }) => [
      status,
      {
        mediaType: content?.mediaType,
        headers: Object.fromEntries(
          headers.filter(({ name }) => name.toLowerCase() !== 'content-type').map((one) => [one.name, one.required]),
        ),
        validate: new Code(`answer.${validatorName(status)}`),
      },
    ]),
  );

const validatorName = (status: string): string => `status${status}`;

/** The validators of an operation's answers, a module beside those of its requests: bundles may leave it out. */
export async function answersModule(contract: Contract, operation: Operation): Promise<string> {
  const exported = answersOf(operation).map((answer) => ({
    name: validatorName(answer.status),
    schema: selfContained(contract.document, answerSchema(answer)),
  }));
  return `${banner(contract)}${await compiled(exported)}`;
}

/** The schema of `{ headers, body }`. That headers are there, and no others, is checked without it. */
function answerSchema({ headers, content }: Response): JsonObject {
  const named = headers.map((header) => [header.name.toLowerCase(), headerSchema(header)] as const);
  return {
    type: 'object',
    required: ['headers', ...(content === undefined ? [] : ['body'])],
    properties: {
      headers: { type: 'object', properties: Object.fromEntries(named) },
      ...(content !== undefined && { body: content.schema }),
    },
  };
}

/** A header is text; of a schema for another type its text form is checked, and not its bounds. */
function headerSchema({ type, schema }: ResponseHeader): JsonObject {
  if (type === 'string') return schema;
  return { type: 'string', ...textForms[type] };
}

const textForms: Readonly<Record<string, JsonObject>> = {
  integer: { pattern: '^-?(0|[1-9][0-9]*)$' },
  number: { pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$' },
  boolean: { enum: ['true', 'false'] },
};

/** The types of `answersModule`. */
export function answersTypes(contract: Contract, operation: Operation): string {
  const types = answersOf(operation).map(
    ({ status }) => `export declare const ${validatorName(status)}: Validator<unknown>;\n`,
  );
  return [
    banner(contract),
    `import type { Validator } from '../../platform/operation-contract.ts';\n\n`,
    ...types,
  ].join('');
}

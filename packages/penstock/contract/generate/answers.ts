import { eventStream } from '../event-stream.ts';
import type { JsonObject } from '../json.ts';
import type { Contract, Operation, Response, ResponseHeader } from '../model.ts';
import { selfContained } from '../schema.ts';
import { answersOf, validatorName } from './answer-validators.ts';
import { Code, memberName, pascalCase } from './literal.ts';
import { schemaType } from './schema-type.ts';

/** Headers that the runtime gives by itself: a handler has no say in them. */
const ofTheRuntime = new Set(['content-type', 'x-correlation-id', 'idempotent-replayed', 'deprecation', 'sunset']);

/** The statuses of an operation's problems. */
export const problemsOf = ({ responses }: Operation): readonly string[] =>
  responses.map(({ status }) => status).filter((status) => !/^[23]/.test(status));

/** The type of what a handler may answer, as a declaration of it, and the types that it is made of. */
export function answerType(operation: Operation): { readonly source: string; readonly types: readonly string[] } {
  const answers = answersOf(operation);
  const exact = answers.map(({ status }) => status).filter((status) => !status.endsWith('XX'));
  const members = answers.map((answer) => [
    `readonly status: ${statusType(answer.status, exact)};`,
    headersType(answer),
    contentType(operation, answer),
    isReplayable(answer) ? 'readonly replayed?: boolean;' : none('replayed'),
  ]);
  return {
    source: `export type ${answerName(operation)} =${union(members)};\n\n`,
    types: answers.flatMap((answer) => [
      ...(answer.content === undefined ? [] : [bodyType(operation, answer)]),
      ...ownHeaders(answer).map(headerType),
    ]),
  };
}

function union(objects: readonly (readonly string[])[]): string {
  const [only = [], ...others] = objects;
  if (others.length === 0) return ` {\n${only.map((line) => `  ${line}\n`).join('')}}`;
  return objects.map((lines) => `\n  | {\n${lines.map((line) => `      ${line}\n`).join('')}    }`).join('');
}

const isReplayable = ({ headers }: Response): boolean =>
  headers.some(({ name }) => name.toLowerCase() === 'idempotent-replayed');

export const answerName = ({ operationId }: Pick<Operation, 'operationId'>): string =>
  `${pascalCase(operationId)}Answer`;

function statusType(status: string, exact: readonly string[]): string {
  const classes: Readonly<Record<string, string>> = { '2XX': 'Success', '3XX': 'Redirection' };
  const whole = classes[status];
  if (whole === undefined) return status;
  return exact.length === 0 ? whole : `Exclude<${whole}, ${exact.join(' | ')}>`;
}

const ownHeaders = ({ headers }: Response): readonly ResponseHeader[] =>
  headers.filter(({ name }) => !ofTheRuntime.has(name.toLowerCase()));

/** A header is text, whatever it stands for. */
const headerType = ({ type, schema }: ResponseHeader): string => (type === 'string' ? schemaType(schema) : 'string');

/** Said, because a member too many is no mistake in what an async function returns. */
const none = (member: string): string => `readonly ${member}?: never;`;

function headersType(answer: Response): string {
  const own = ownHeaders(answer);
  if (own.length === 0) return none('headers');
  const members = own.map(
    (header) => `readonly ${memberName(header.name)}${header.required ? '' : '?'}: ${headerType(header)}`,
  );
  return `readonly headers${own.some(({ required }) => required) ? '' : '?'}: { ${members.join('; ')} };`;
}

/** A stream has events, whose data its schema describes; any other answer a body, or none. */
function contentType(operation: Operation, answer: Response): string {
  if (answer.content === undefined) return none('body');
  const type = `Immutable<${bodyType(operation, answer)}>`;
  const isStream = answer.content.mediaType === eventStream;
  return isStream ? `readonly events: AsyncIterable<ServerSentEvent<${type}>>;` : `readonly body: ${type};`;
}

/** The type of an answer's body: what its schema says for itself, or a name that `bodySchemas` gives it. */
export function bodyType({ operationId }: Operation, { status, content }: Response): string {
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

import { eventStream } from '../event-stream.ts';
import type { JsonObject } from '../json.ts';
import type { Contract, Operation, Response, ResponseHeader } from '../model.ts';
import { selfContained } from '../schema.ts';
import { answersOf, validatorName } from './answer-validators.ts';
import { Code, memberName, pascalCase, quoted } from './literal.ts';
import { schemaType } from './schema-type.ts';

/** Headers that the runtime gives by itself: a handler has no say in them. */
const ofTheRuntime = new Set([
  'content-type',
  'x-correlation-id',
  'idempotent-replayed',
  'deprecation',
  'sunset',
  'ratelimit-policy',
]);

/** The statuses of an operation's problems. */
export function problemsOf(operation: Operation): readonly string[] {
  const answered = new Set(answersOf(operation).map(({ status }) => status));
  return operation.responses.map(({ status }) => status).filter((status) => !answered.has(status));
}

/** The type of what a handler may answer, as a declaration of it, and the types that it is made of. */
export function answerType(operation: Operation): { readonly source: string; readonly types: readonly string[] } {
  const answers = answersOf(operation);
  const exact = answers.map(({ status }) => status).filter((status) => /^\d+$/.test(status));
  const members = answers.flatMap((answer) =>
    contentsOf(operation, answer).map((content) => [
      `readonly status: ${statusType(answer.status, exact)};`,
      headersType(answer),
      ...content,
      isReplayable(answer) ? 'readonly replayed?: boolean;' : none('replayed'),
    ]),
  );
  return {
    source: `export type ${answerName(operation)} =${union(members)};\n\n`,
    types: answers.flatMap((answer) => [
      ...answer.contents.map((_, index) => bodyType(operation, answer, index)),
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
  const classes: Readonly<Record<string, string>> = { '2XX': 'Success', '3XX': 'Redirection', default: 'Success' };
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

/** A stream has events, whose data its schema describes; any other answer a body of one of its media types, or none. */
function contentsOf(operation: Operation, answer: Response): readonly (readonly string[])[] {
  if (answer.contents.length === 0) return [[none('body')]];
  return answer.contents.map(({ mediaType, kind }, index) => {
    const type = bodyType(operation, answer, index);
    const own = kind === 'bytes' ? type : `Immutable<${type}>`;
    if (mediaType === eventStream) return [`readonly events: AsyncIterable<ServerSentEvent<${own}>>;`];
    const isOneOfMany = answer.contents.length > 1 || mediaType.includes('*');
    return [...(isOneOfMany ? [`readonly mediaType: ${mediaTypeType(mediaType)};`] : []), `readonly body: ${own};`];
  });
}

const mediaTypeType = (mediaType: string): string =>
  mediaType.includes('*') ? `\`${mediaType.replaceAll('*', `\${string}`)}\`` : quoted(mediaType);

/** The type of an answer's body: what its schema says for itself, or a name that `bodySchemas` gives it. */
export function bodyType({ operationId }: Operation, { status, contents }: Response, index = 0): string {
  const { kind = 'json', schema = {} } = contents[index] ?? {};
  const type = schemaType(schema);
  if (kind === 'bytes') return 'Uint8Array';
  if (kind === 'text') return type.includes("'") ? type : 'string';
  return type === 'unknown'
    ? `${pascalCase(operationId)}Body${status}${index === 0 ? '' : `Content${index + 1}`}`
    : type;
}

/** The schemas that answers write in place, by the names of their types. */
export function bodySchemas(contract: Contract): Readonly<Record<string, JsonObject>> {
  const named = contract.operations.flatMap((operation) =>
    answersOf(operation).flatMap((answer) =>
      answer.contents.flatMap(({ schema }, index) => {
        const type = bodyType(operation, answer, index);
        if (!type.startsWith(`${pascalCase(operation.operationId)}Body${answer.status}`)) return [];
        const { $defs: _, ...own } = selfContained(contract.derived, schema);
        return [[type, own] as const];
      }),
    ),
  );
  return Object.fromEntries(named);
}

/** What the runtime knows of an operation's answers. */
export const answersContents = (operation: Operation): object =>
  Object.fromEntries(
    answersOf(operation).map(({ status, headers, contents }) => {
      const written = contents.map(({ mediaType, kind }, index) => ({
        mediaType,
        write: kind === 'bytes' || kind === 'text' ? kind : undefined,
        validate: new Code(`answer.${validatorName(status, index)}`),
      }));
      const [first, ...others] = written;
      const own = headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
      return [
        status,
        {
          mediaType: first?.mediaType,
          write: first?.write,
          headers: Object.fromEntries(own.map((one) => [one.name, one.required])),
          validate: new Code(`answer.${validatorName(status)}`),
          others: others.length === 0 ? undefined : others,
        },
      ];
    }),
  );

/** The media types that a caller chooses from; none where every status has one at most. */
export function negotiatedTypes(operation: Operation): readonly string[] {
  const answers = answersOf(operation);
  const isChoice = answers.some(({ contents }) => contents.length > 1);
  return isChoice ? [...new Set(answers.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType)))] : [];
}

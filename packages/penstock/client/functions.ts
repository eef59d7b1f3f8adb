import type { Deprecation } from '../contract/deprecation.ts';
import { Code, literal, memberName } from '../contract/generate/literal.ts';
import { asObject } from '../contract/json.ts';
import { jsonFirst } from '../contract/media-kind.ts';
import type { Operation } from '../contract/model.ts';
import type { OutlinedOperation } from '../contract/outline.ts';
import { answerType, mayBeUnmodified, streamedType } from './answer.ts';
import type { Member } from './input.ts';

/** An operation with what the client's file says of it. */
export interface ClientOperation {
  readonly operation: Operation;
  readonly outlined: OutlinedOperation;
  readonly members: readonly Member[];
  /** The name of its input's type; undefined where it takes none. */
  readonly inputType: string | undefined;
  readonly isPaged: boolean;
}

/** The operation as a member of the client's interface, with its documentation. */
export function functionOf(one: ClientOperation): string {
  const { operation, isPaged } = one;
  const answer = answerType(operation);
  const id = memberName(operation.operationId);
  const [input, options] = argumentsOf(one);
  const comment = documentation(one);
  const streamed = streamedType(operation);
  if (streamed !== undefined) {
    const result = `AsyncGenerator<core.StreamEvent<${streamed}>, void, undefined>`;
    return `${comment}${signature(id, [input, 'options?: core.StreamOptions'], result)}`;
  }
  if (isPaged)
    return `${comment}  readonly ${id}: core.PagedOperation<\n    [${input}, ${options}],\n    ${answer}\n  >;\n`;
  if (!mayBeUnmodified(operation) || !takesVersion(one))
    return `${comment}${signature(id, [input, options], `Promise<${answer}>`)}`;
  const anew = `${input} & { readonly ifNoneMatch?: undefined }`;
  return [
    comment,
    signature(id, [anew, options], `Promise<${answer}>`),
    signature(id, [input, options], `Promise<(${answer}) | core.NotModified>`),
  ].join('');
}

const takesVersion = ({ members }: ClientOperation) => members.some(({ member }) => member === 'ifNoneMatch');

function argumentsOf({ operation, members, inputType }: ClientOperation): readonly [string, string] {
  const isOptional = members.every(({ required }) => !required);
  const options = isKeyed(operation) ? 'core.KeyedCallOptions' : 'core.CallOptions';
  return [`input${isOptional ? '?' : ''}: ${inputType ?? 'Record<never, never>'}`, `options?: ${options}`];
}

function signature(name: string, args: readonly string[], result: string): string {
  const line = `  ${name}(${args.join(', ')}): ${result};\n`;
  if (line.length <= 121) return line;
  return `  ${name}(\n${args.map((one) => `    ${one},\n`).join('')}  ): ${result};\n`;
}

function documentation({ operation, outlined }: ClientOperation): string {
  const { summary, description } = asObject(outlined.node.value);
  const { deprecation } = operation;
  const lines = [
    ...(typeof summary === 'string' ? [`${summary}.`] : []),
    ...(typeof description === 'string' ? ['', ...description.trim().split('\n').flatMap(wrapped)] : []),
    ...(deprecation === undefined ? [] : ['', ...wrapped(deprecatedText(deprecation))]),
  ].map((line) => line.replaceAll('*/', '* /').trimEnd());
  while (lines[0] === '') lines.shift();
  if (lines.length === 0) return '';
  if (lines.length === 1) return `  /** ${lines[0]} */\n`;
  return `  /**\n${lines.map((line) => (line === '' ? '   *\n' : `   * ${line}\n`)).join('')}   */\n`;
}

function deprecatedText({ since, sunset, successor, link }: Deprecation): string {
  return [
    `@deprecated${since === undefined ? '' : ` Since ${since}.`} Its last day is ${sunset}.`,
    ...(successor === undefined ? [] : [`Call {@link ${successor.operationId}} in its place.`]),
    ...(link === undefined ? [] : [`See ${link}`]),
  ].join(' ');
}

const longestLine = 113;

/** A paragraph in lines that fit. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > longestLine) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

const isKeyed = ({ policy }: Operation): boolean => policy.idempotency === 'required';

/** What the core knows of the operation. */
export function descriptionOf({ operation, members, isPaged }: ClientOperation): object {
  const { mediaType } = jsonFirst(operation.requestBody?.contents ?? []) ?? {};
  const named = (place: Member['in']) => {
    const names = members
      .filter((one) => one.in === place)
      .map(({ member, name }) => (member === name ? name : [member, name]));
    return names.length === 0 ? undefined : new Code(`[${names.map((name) => inline(name)).join(', ')}]`);
  };
  return {
    method: operation.method,
    path: templateOf(operation, members),
    query: named('query'),
    headers: named('header'),
    contentType: mediaType === 'application/json' ? undefined : mediaType,
    keyed: isKeyed(operation) ? true : undefined,
    paged: isPaged ? true : undefined,
    streamed: streamedType(operation) === undefined ? undefined : true,
  };
}

const inline = (name: string | readonly string[]): string =>
  typeof name === 'string' ? literal(name) : `[${name.map((part) => literal(part)).join(', ')}]`;

/** The path with the names of members in the place of the parameters'. */
function templateOf({ path }: Operation, members: readonly Member[]): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const member = members.find((one) => one.in === 'path' && one.name === name)?.member ?? name;
    return `{${member}}`;
  });
}

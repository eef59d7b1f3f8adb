import { eventStream } from '../event-stream.ts';
import { answersOf } from '../generate/answer-validators.ts';
import { jsonFirst, type MediaKind } from '../media-kind.ts';
import type { Contract, MediaContent, Operation, Response, ResponseHeader } from '../model.ts';
import { child, type Node } from '../node.ts';
import { outline } from '../outline.ts';
import { declaredBy, type Example, type Examples, exampleOf } from './content.ts';
import { judgeOf } from './judge.ts';
import { plainText } from './plain-text.ts';

/** An answer that the contract gives as an example, or that fits what it says. */
export interface ExampleOfAnswer {
  readonly status: number;
  /** Where the contract declares several, or a range of them. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: the answer has none. Of bytes, their text. */
  readonly body?: { readonly kind: MediaKind | 'events'; readonly value: unknown };
  /** What keeps it from being what the contract declares. */
  readonly breach?: string;
}

/** Examples of what each operation answers when it succeeds: one for each media type of its first success. */
export function exampleAnswers(contract: Contract): (operation: Operation) => readonly ExampleOfAnswer[] {
  const { derived: document } = contract;
  const examples = { document, judge: judgeOf(document) };
  const nodes = new Map(outline(document).operations.map((one) => [`${one.method} ${one.path}`, one.responses]));
  return (operation) => {
    const response = successOf(operation);
    if (response === undefined) return [];
    const responses = nodes.get(`${operation.method.toLowerCase()} ${operation.path}`) ?? [];
    const node = responses.find(([status]) => status === response.status)?.[1] ?? { value: {}, pointer: '' };
    return answersWith(examples, operation, response, node);
  };
}

/** A success before a redirection, as the contract has them. */
function successOf(operation: Operation): Response | undefined {
  const answers = answersOf(operation);
  return answers.find(({ status }) => !status.startsWith('3')) ?? answers[0];
}

function answersWith(
  examples: Examples,
  operation: Operation,
  response: Response,
  node: Node,
): readonly ExampleOfAnswer[] {
  const headers = headersOf(examples, response, node);
  const status = statusOf(response);
  const { contents } = response;
  const common = { status, ...(Object.keys(headers.values).length > 0 && { headers: headers.values }) };
  if (contents.length === 0) return [{ ...common, ...(headers.breach !== undefined && { breach: headers.breach }) }];
  const first = jsonFirst(contents);
  const ordered = [...contents].sort((a, b) => Number(b === first) - Number(a === first));
  return ordered.map((content) => {
    const { value, breach = headers.breach } = bodyOf(examples, content, child(node, 'content', content.mediaType));
    const isNamed = contents.length > 1 || content.mediaType.includes('*');
    const kind = content.mediaType === eventStream ? 'events' : content.kind;
    return {
      ...common,
      ...(isNamed && { mediaType: concrete(content.mediaType) }),
      body: { kind, value },
      ...(breach !== undefined && { breach: `${operation.operationId}: ${breach}` }),
    };
  });
}

const classes: Readonly<Record<string, number>> = { '3XX': 302, default: 200 };

function statusOf({ status, contents }: Response): number {
  if (status === '2XX') return contents.length === 0 ? 204 : 200;
  return classes[status] ?? Number(status);
}

/** One of a range: `image/*` has to be something. */
export const concrete = (mediaType: string): string => {
  if (!mediaType.includes('*')) return mediaType;
  const [type = '*'] = mediaType.split('/');
  return (
    { image: 'image/png', text: 'text/plain', audio: 'audio/mpeg', video: 'video/mp4' }[type] ??
    'application/octet-stream'
  );
};

export function bodyOf(examples: Examples, { kind, schema }: MediaContent, node: Node): Example {
  const declared = declaredBy(examples.document, node, child(node, 'schema'));
  if (kind === 'bytes') return { value: declared.find((one) => typeof one === 'string') ?? 'example' };
  if (kind !== 'text') return exampleOf(examples, schema, declared);
  const [text] = declared.filter((one) => typeof one === 'string' && examples.judge.fits(schema, one));
  return text === undefined ? exampleOf(examples, schema, []) : { value: text };
}

interface Headers {
  readonly values: Readonly<Record<string, string>>;
  readonly breach?: string;
}

/** The runtime gives these by itself. */
const ofTheRuntime = new Set([
  'content-type',
  'x-correlation-id',
  'idempotent-replayed',
  'deprecation',
  'sunset',
  'cache-control',
]);

/** Those that have to be there. */
function headersOf(examples: Examples, { headers }: Response, node: Node): Headers {
  const values: Record<string, string> = {};
  let breach: string | undefined;
  for (const header of headers) {
    if (!header.required || ofTheRuntime.has(header.name.toLowerCase())) continue;
    const own = headerOf(examples, header, child(node, 'headers', header.name));
    values[header.name] = plainText(own.value);
    if (own.breach !== undefined) breach ??= `header ${header.name}: ${own.breach}`;
  }
  return { values, ...(breach !== undefined && { breach }) };
}

const headerOf = (examples: Examples, { schema }: ResponseHeader, node: Node): Example =>
  exampleOf(examples, schema, declaredBy(examples.document, node, child(node, 'schema')));

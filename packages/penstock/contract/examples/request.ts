import { randomUUID } from 'node:crypto';
import { jsonFirst } from '../media-kind.ts';
import type { BodyContent, Contract, Operation, Parameter, SecurityRequirement } from '../model.ts';
import { child, type Node } from '../node.ts';
import { type OutlinedOperation, outline } from '../outline.ts';
import { schemaNode } from '../parameter-node.ts';
import { bodyOf, concrete } from './answers.ts';
import { declaredBy, type Example, type Examples, exampleOf } from './content.ts';
import { judgeOf } from './judge.ts';
import { type Part, writtenForm, writtenMultipart } from './write-body.ts';
import { writtenPairs, writtenText } from './write-parameter.ts';

/** A request that an operation is meant to take, as it is sent; its caller adds what callers show. */
export interface ExampleRequest {
  readonly method: Operation['method'];
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** What callers show; undefined where anybody may call. */
  readonly credential: SecurityRequirement | undefined;
  /** Why no request that fits was found. */
  readonly breach?: string;
}

/** An example of a request of each operation, of the contract's own examples where it has them. */
export function exampleRequests(contract: Contract): (operation: Operation) => ExampleRequest {
  const { derived: document } = contract;
  const examples = { document, judge: judgeOf(document) };
  const outlined = new Map(outline(document).operations.map((one) => [`${one.method} ${one.path}`, one]));
  return (operation) => {
    const found = outlined.get(`${operation.method.toLowerCase()} ${operation.path}`);
    if (found === undefined) throw new Error(`${operation.operationId} is not in the document`);
    return requestOf(examples, operation, found);
  };
}

interface Sent {
  path: string;
  readonly query: (readonly [string, string])[];
  readonly cookies: (readonly [string, string])[];
  readonly headers: Record<string, string>;
  breach?: string;
}

function requestOf(examples: Examples, operation: Operation, outlined: OutlinedOperation): ExampleRequest {
  const sent: Sent = { path: operation.path, query: [], cookies: [], headers: {} };
  for (const [index, parameter] of operation.parameters.entries()) {
    const node = outlined.parameters[index];
    if (node !== undefined) addParameter(sent, examples, parameter, node);
  }
  const body = bodyFor(examples, operation, outlined);
  if (body?.breach !== undefined) sent.breach ??= `body: ${body.breach}`;
  const query = sent.query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  if (sent.cookies.length > 0) sent.headers.Cookie = sent.cookies.map((pair) => pair.join('=')).join('; ');
  return {
    method: operation.method,
    path: query === '' ? sent.path : `${sent.path}?${query}`,
    headers: { ...sent.headers, ...(body && { 'Content-Type': body.contentType }) },
    ...(body && { body: body.sent }),
    credential: operation.security[0],
    ...(sent.breach !== undefined && { breach: sent.breach }),
  };
}

/**
 * What clients say of themselves, fetch among them: where the contract describes it, a request says something that fits.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const saidByClients = new Set(['accept-encoding', 'accept-language', 'user-agent']);

/** Those that have to be there, those that the contract gives examples of, and those that would be sent anyway. */
function addParameter(sent: Sent, examples: Examples, parameter: Parameter, node: Node): void {
  const { name, required, schema } = parameter;
  const given = declaredBy(examples.document, node, schemaNode(node));
  const declared = given.filter((value) => examples.judge.fits(schema, value));
  const isSent = required || (parameter.in === 'header' && saidByClients.has(name.toLowerCase()));
  if (!isSent && declared.length === 0) return;
  const example =
    name.toLowerCase() === 'idempotency-key' ? key(examples, parameter) : exampleOf(examples, schema, declared);
  if (example.breach !== undefined) {
    if (!required) return;
    sent.breach ??= `${parameter.in} parameter ${name}: ${example.breach}`;
  }
  place(sent, parameter, example.value);
}

/** A new one for each request, where it may be any. */
function key(examples: Examples, { schema }: Parameter): Example {
  const value = randomUUID();
  return examples.judge.fits(schema, value) ? { value } : exampleOf(examples, schema, []);
}

function place(sent: Sent, parameter: Parameter, value: unknown): void {
  const { name } = parameter;
  switch (parameter.in) {
    case 'path':
      sent.path = sent.path.replaceAll(`{${name}}`, () => writtenText(parameter, value, encodeURIComponent));
      return;
    case 'header':
      sent.headers[name] = writtenText(parameter, value);
      return;
    case 'cookie':
      sent.cookies.push(
        ...writtenPairs(parameter, value).map(([own, text]) => [own, encodeURIComponent(text)] as const),
      );
      return;
    default:
      sent.query.push(...writtenPairs(parameter, value));
  }
}

interface Body {
  readonly contentType: string;
  readonly sent: string | Uint8Array;
  readonly breach?: string;
}

function bodyFor(examples: Examples, { requestBody }: Operation, outlined: OutlinedOperation): Body | undefined {
  const content = requestBody && jsonFirst(requestBody.contents);
  if (content === undefined || outlined.requestBody === undefined) return undefined;
  const node = contentNode(outlined.requestBody, requestBody?.contents.indexOf(content) ?? 0);
  const { value, breach } = bodyOf(examples, content, node);
  return { ...written(content, value), ...(breach !== undefined && { breach }) };
}

const contentNode = (body: Node, index: number): Node => {
  const content = child(body, 'content');
  return child(content, Object.keys((content.value ?? {}) as object)[index] ?? '');
};

function written(content: BodyContent, value: unknown): Body {
  const { kind, mediaType } = content;
  const contentType = concrete(mediaType);
  if (kind === 'json') return { contentType, sent: JSON.stringify(value) };
  if (kind === 'form') return { contentType, sent: writtenForm(content.fields, value) };
  if (kind === 'multipart') return multipart(content, value);
  return { contentType, sent: kind === 'bytes' ? Buffer.from(String(value)) : String(value) };
}

function multipart({ fields }: BodyContent, value: unknown): Body {
  const parts: readonly Part[] = fields.length === 0 ? [] : fields;
  return writtenMultipart(parts, value);
}

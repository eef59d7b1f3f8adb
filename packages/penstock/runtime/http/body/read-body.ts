import type { BodyContract } from '../../operation-contract.ts';
import { Problem } from '../../problem/problem.ts';
import { headerValue } from '../headers.ts';
import { type MediaType, parseMediaType } from '../media-type.ts';
import type { RequestContext } from '../request-context.ts';
import { decodeBody } from './body-bytes.ts';
import { contentFor, contentsOf, typesOf } from './contents.ts';

/** Bytes of a body after base64, where the contract has no other bound. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads and validates the body: media type and coding (415), size (413), UTF-8 and its syntax (400), then the contract's
 * schema and what the services behind the API can carry (422).
 *
 * An optional body that is an empty object says nothing, so the request is the same as one without a body: both have one
 * fingerprint, and a handler sees no body.
 */
export function readBody(context: RequestContext, maxBytes: number = MAX_BODY_BYTES): void {
  const { event, contract } = context;
  const received = event.body ?? '';
  const expected = contract.requestBody;
  if (expected === undefined) {
    if (received !== '') throw new Problem('bad-request', `${contract.operationId} takes no body; send none.`);
    return;
  }
  const type = parseMediaType(String(headerValue(event, 'Content-Type')));
  const content = contentSent(context, type, received);
  checkCoding(context, received);
  if (received === '') {
    if (!expected.required) return;
    const wanted = contentsOf(expected).some(({ read }) => read.kind === 'json')
      ? 'a JSON document'
      : typesOf(expected);
    throw new Problem('malformed-json', `The body is empty; ${contract.operationId} needs ${wanted}.`);
  }
  const value = content.read.read(content, readBytes(event, content.maxBytes ?? maxBytes), type);
  context.mediaType = content.mediaType;
  if (expected.required || content.read.kind !== 'json' || !isEmptyObject(value)) context.body = value;
}

/** What the contract says of content that was sent as this; of none, whatever it says first. */
function contentSent(
  { event, contract }: RequestContext,
  type: MediaType | undefined,
  received: string,
): BodyContract<unknown> {
  const { requestBody: expected, method } = contract;
  if (expected === undefined) throw new Error(`${contract.operationId} takes no body`);
  if (headerValue(event, 'Content-Type') === undefined && received === '') return expected;
  const content = type && contentFor(expected, type.essence);
  const isText = content !== undefined && !isBinary(content);
  const isReadable = content !== undefined && !(isText && type?.charset !== undefined && type.charset !== 'utf-8');
  if (isReadable) return content;
  const wanted = typesOf(expected);
  const accepts = { POST: { 'Accept-Post': wanted }, PATCH: { 'Accept-Patch': wanted } }[method];
  const encoded = contentsOf(expected).every(isBinary) ? '' : ' in UTF-8';
  throw new Problem('unsupported-media-type', `Send the body as ${wanted}${encoded}.`, {
    headers: { Accept: wanted, ...accepts },
  });
}

const isBinary = ({ read }: BodyContract<unknown>): boolean => read.kind === 'bytes' || read.kind === 'multipart';

/** No coding is undone here: what is compressed is refused before its size or its text is looked at (RFC 9110, 15.5.16). */
function checkCoding({ event }: RequestContext, received: string): void {
  const header = headerValue(event, 'Content-Encoding');
  if (received === '' || header === undefined || /^[\s,]*(?:identity[\s,]*)*$/i.test(header)) return;
  throw new Problem('unsupported-media-type', 'Send the body as it is, with no Content-Encoding.', {
    headers: { 'Accept-Encoding': 'identity' },
  });
}

function readBytes(event: RequestContext['event'], maxBytes: number): Buffer {
  const bytes = decodeBody(event);
  if (bytes.length <= maxBytes) return bytes;
  throw new Problem('payload-too-large', `The body has ${bytes.length} bytes; at most ${maxBytes} are allowed.`);
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

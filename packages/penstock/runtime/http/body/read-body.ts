import { uncarried } from '../../characters.ts';
import { bodyFindings, findingAt, wholeBody } from '../../core/findings.ts';
import type { BodyContract } from '../../operation-contract.ts';
import { Problem, type ProblemFinding } from '../../problem/problem.ts';
import { headerValue } from '../headers.ts';
import { type MediaType, parseMediaType } from '../media-type.ts';
import type { RequestContext } from '../request-context.ts';
import { characterFindings, decodeBody, decodeText, parseJson } from './body-text.ts';
import { contentFor, contentsOf, typesOf } from './contents.ts';
import { readForm, readMultipart } from './form-body.ts';

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
    const wanted = contentsOf(expected).some(({ read }) => read === undefined) ? 'a JSON document' : typesOf(expected);
    throw new Problem('malformed-json', `The body is empty; ${contract.operationId} needs ${wanted}.`);
  }
  const value = readers[content.read ?? 'json'](content, readBytes(event, content.maxBytes ?? maxBytes), type);
  context.mediaType = content.mediaType;
  if (expected.required || content.read !== undefined || !isEmptyObject(value)) context.body = value;
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
  const isText = content !== undefined && content.read !== 'bytes' && content.read !== 'multipart';
  const isReadable = content !== undefined && !(isText && type?.charset !== undefined && type.charset !== 'utf-8');
  if (isReadable) return content;
  const wanted = typesOf(expected);
  const accepts = { POST: { 'Accept-Post': wanted }, PATCH: { 'Accept-Patch': wanted } }[method];
  const encoded = contentsOf(expected).every(({ read }) => read === 'bytes' || read === 'multipart') ? '' : ' in UTF-8';
  throw new Problem('unsupported-media-type', `Send the body as ${wanted}${encoded}.`, {
    headers: { Accept: wanted, ...accepts },
  });
}

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

type Reader = (content: BodyContract<unknown>, bytes: Buffer, type: MediaType | undefined) => unknown;

const readers: Readonly<Record<'json' | NonNullable<BodyContract<unknown>['read']>, Reader>> = {
  json: (content, bytes) => {
    const text = decodeText(bytes);
    const value = parseJson(text);
    return fitting(value, content, characterFindings(value, text));
  },
  text: (content, bytes) => {
    const text = decodeText(bytes);
    const detail = uncarried(text);
    return fitting(text, content, detail === undefined ? [] : [findingAt(wholeBody, detail)]);
  },
  bytes: (_, bytes) => new Uint8Array(bytes),
  form: (content, bytes) => {
    const { value, findings } = readForm(content.fields ?? [], decodeText(bytes));
    return fitting(value, content, findings);
  },
  multipart: (content, bytes, type) => {
    const { value, findings } = readMultipart(content.fields ?? [], bytes, type?.boundary);
    return fitting(value, content, findings);
  },
};

/** The value, or every place where it does not fit; a field that could not be read is not also found to be missing. */
function fitting(value: unknown, { validate }: BodyContract<unknown>, found: readonly ProblemFinding[]): unknown {
  const placeOf = (finding: ProblemFinding) => ('pointer' in finding ? finding.pointer : undefined);
  const places = new Set(found.map(placeOf));
  const ofSchema = validate === undefined || validate(value) ? [] : bodyFindings(validate.errors ?? []);
  const errors = [...ofSchema.filter((finding) => !places.has(placeOf(finding))), ...found];
  if (errors.length === 0) return value;
  const where = errors.length === 1 ? 'one place' : `${errors.length} places`;
  throw new Problem('validation', `The body does not fit the contract in ${where}; see errors.`, { errors });
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

import { bodyFindings } from '../core/findings.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { characterFindings, decodeBody, parseJson } from './body-text.ts';
import { headerValue } from './headers.ts';
import { parseMediaType } from './media-type.ts';
import type { RequestContext } from './request-context.ts';

/** Bytes of a body after base64. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads and validates the body: media type and coding (415), size (413), UTF-8 and JSON (400), then the contract's schema
 * and what the services behind the API can carry (422).
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
  checkMediaType(context, expected.mediaType, received);
  checkCoding(context, received);
  if (received === '') {
    if (!expected.required) return;
    throw new Problem('malformed-json', `The body is empty; ${contract.operationId} needs a JSON document.`);
  }
  const value = validated(expected, readText(event, maxBytes));
  if (expected.required || !isEmptyObject(value)) context.body = value;
}

function checkMediaType({ event }: RequestContext, wanted: string, received: string): void {
  const header = headerValue(event, 'Content-Type');
  if (header === undefined && received === '') return;
  const type = parseMediaType(String(header));
  if (type?.essence !== wanted || (type.charset !== undefined && type.charset !== 'utf-8')) {
    throw new Problem('unsupported-media-type', `Send the body as ${wanted} in UTF-8.`, {
      headers: { Accept: wanted },
    });
  }
}

/** No coding is undone here: what is compressed is refused before its size or its text is looked at (RFC 9110, 15.5.16). */
function checkCoding({ event }: RequestContext, received: string): void {
  const header = headerValue(event, 'Content-Encoding');
  if (received === '' || header === undefined || /^[\s,]*(?:identity[\s,]*)*$/i.test(header)) return;
  throw new Problem('unsupported-media-type', 'Send the body as it is, with no Content-Encoding.', {
    headers: { 'Accept-Encoding': 'identity' },
  });
}

function readText(event: RequestContext['event'], maxBytes: number): string {
  const bytes = decodeBody(event);
  if (bytes.length > maxBytes) {
    throw new Problem('payload-too-large', `The body has ${bytes.length} bytes; at most ${maxBytes} are allowed.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-json', 'The body is not valid UTF-8.');
  }
}

function validated({ validate }: NonNullable<OperationContract['requestBody']>, text: string): unknown {
  const value = parseJson(text);
  const errors = [...(validate(value) ? [] : bodyFindings(validate.errors ?? [])), ...characterFindings(value, text)];
  if (errors.length === 0) return value;
  const places = errors.length === 1 ? 'one place' : `${errors.length} places`;
  throw new Problem('validation', `The body does not fit the contract in ${places}; see errors.`, { errors });
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

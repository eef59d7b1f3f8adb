import type { Exchange } from '../http/exchange.ts';
import { bodyFindings } from '../http/findings.ts';
import { headerValue } from '../http/headers.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { decodeBody, parseJson, surrogateFindings } from './body-text.ts';
import type { Middleware } from './middleware.ts';

/** Bytes of a body after base64. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Reads and validates the body: media type (415), size (413), JSON (400), then the contract's schema (422). */
export function body(maxBytes: number = MAX_BODY_BYTES): Middleware {
  return {
    before: ({ event: exchange }) => {
      const { event, contract } = exchange;
      const received = event.body ?? '';
      const expected = contract.requestBody;
      if (expected === undefined) {
        if (received !== '') throw new Problem('bad-request', `${contract.operationId} takes no body; send none.`);
        return;
      }
      checkMediaType(exchange, expected.mediaType, received);
      if (received === '') {
        if (!expected.required) return;
        throw new Problem('malformed-json', `The body is empty; ${contract.operationId} needs a JSON document.`);
      }
      exchange.body = validated(expected, readText(event, maxBytes));
    },
  };
}

function checkMediaType({ event }: Exchange, wanted: string, received: string): void {
  const header = headerValue(event, 'Content-Type');
  if (header === undefined && received === '') return;
  const type = parseMediaType(header ?? '');
  if (type?.essence !== wanted || (type.charset !== undefined && type.charset !== 'utf-8')) {
    throw new Problem('unsupported-media-type', `Send the body as ${wanted} in UTF-8.`, {
      headers: { Accept: wanted },
    });
  }
}

function readText(event: Exchange['event'], maxBytes: number): string {
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
  const errors = validate(value) ? surrogateFindings(value, text) : bodyFindings(validate.errors ?? []);
  if (errors.length === 0) return value;
  const places = errors.length === 1 ? 'one place' : `${errors.length} places`;
  throw new Problem('validation', `The body does not fit the contract in ${places}; see errors.`, { errors });
}

import { type JsonObject, list, number, object, text } from '../json.ts';

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html */
const statuses = new Set([
  ...[200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308],
  ...[400, 401, 403, 404, 405, 408, 411, 413, 415, 416, 421, 429, 500, 501, 502, 503, 504],
]);

/** Bytes of a body. */
const mostBytes = 4096;

/** What AWS WAF refuses of a custom response. */
export function responseProblems(response: JsonObject, bodies: JsonObject): readonly string[] {
  const status = number(response.ResponseCode) ?? 0;
  const key = text(response.CustomResponseBodyKey);
  const body = key === undefined ? undefined : bodies[key];
  const size = Buffer.byteLength(text(object(body).Content) ?? '');
  const names = list(response.ResponseHeaders).map((one) => String(object(one).Name).toLowerCase());
  const faults: readonly [boolean, string][] = [
    [!statuses.has(status), `AWS WAF answers with no status ${status}.`],
    [key !== undefined && body === undefined, `CustomResponseBodies has no ${key}.`],
    [size > mostBytes, `a body has at most ${mostBytes} bytes, received ${size}.`],
    [names.includes('content-type'), 'AWS WAF sets Content-Type itself; a response cannot.'],
    [new Set(names).size < names.length, 'a response has each header once.'],
  ];
  return faults.filter(([isBroken]) => isBroken).map(([, message]) => message);
}

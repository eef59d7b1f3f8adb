import { isObject, list, object } from '../json.ts';
import type { Reply } from './request-context.ts';

/** Headers that API Gateway keeps for itself: a function's own come out under another name. */
const remapped = new Set([
  'authorization',
  'connection',
  'content-length',
  'content-md5',
  'date',
  'expect',
  'host',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);
const dropped = new Set(['proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/**
 * A function's answer as the client gets it, undefined where it is malformed (502 then). A body in base64 is decoded for a
 * client whose Accept header begins with a binary media type of the API, and goes out as it is to any other; text stays
 * text, whatever the types.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/lambda-proxy-binary-media.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function proxyReply(payload: unknown, acceptsBinary: boolean): Reply | undefined {
  if (!isObject(payload)) return undefined;
  const status = Number(payload.statusCode);
  const body = payload.body ?? '';
  if (!Number.isInteger(status) || status < 200 || status > 599 || typeof body !== 'string') return undefined;
  const headers = mergedHeaders(object(payload.headers), object(payload.multiValueHeaders));
  if (headers.some(([name, value]) => !isToken(name) || !isFieldValue(value))) return undefined;
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status,
    headers: typed ? headers : [['Content-Type', 'application/json'], ...headers],
    body: acceptsBinary && payload.isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

/** Where a name is in both, the list counts. */
function mergedHeaders(single: object, multiple: object): readonly (readonly [string, string])[] {
  const listed = new Set(Object.keys(multiple).map((name) => name.toLowerCase()));
  const singles = Object.entries(single).filter(([name]) => !listed.has(name.toLowerCase()));
  return [...singles, ...Object.entries(multiple)]
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .flatMap(([name, values]) => {
      const outside = remapped.has(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name;
      return list(values).map((value) => [outside, String(value)] as const);
    });
}

function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** Visible ASCII, spaces and tabs: API Gateway answers anything else with 502. */
function isFieldValue(value: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(value);
}

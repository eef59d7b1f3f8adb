import { isObject, list, object, parseJson } from '../json.ts';
import { proxyReply } from './proxy-reply.ts';
import type { Reply } from './request-context.ts';

/** Bytes within which the delimiter has to be. */
const headLimit = 16 * 1024;
const delimiter = Buffer.alloc(8);

/** The head of a streamed answer, and what of its payload has come with it. */
export interface StreamHead {
  readonly reply: Reply;
  readonly payload: Buffer;
}

/**
 * Reads what a function has sent so far: metadata as JSON, eight NUL bytes, then the payload.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function readStreamHead(sent: Buffer): StreamHead | 'incomplete' | 'malformed' {
  const end = sent.indexOf(delimiter);
  if (end < 0) return sent.length < headLimit ? 'incomplete' : 'malformed';
  if (end + delimiter.length > headLimit) return 'malformed';
  const metadata = parseJson(sent.subarray(0, end).toString());
  const reply = isObject(metadata) ? proxyReply(withCookies(metadata), false) : undefined;
  return reply === undefined ? 'malformed' : { reply, payload: sent.subarray(end + delimiter.length) };
}

function withCookies(metadata: object): object {
  const { cookies, multiValueHeaders, statusCode, headers } = object(metadata);
  const set = list(cookies);
  const many = { ...object(multiValueHeaders), ...(set.length === 0 ? {} : { 'Set-Cookie': set }) };
  return { statusCode, headers, multiValueHeaders: many };
}

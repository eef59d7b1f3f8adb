import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Answer } from '../http/answer.ts';
import { parseTagCondition } from '../http/entity-tags.ts';
import { headerValue } from '../http/headers.ts';

/** What is served, in its codings. */
export interface Encoded {
  /** Absent: compressing saves nothing. */
  readonly gzip?: () => Buffer;
  readonly plain: () => Buffer;
  /** Weak: it is of all of them. */
  readonly tag: string;
}

export const hashOf = (...parts: readonly (Uint8Array | string)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url').slice(0, 22);
};

export function encodedFile(base64: string): Encoded {
  const gzip = Buffer.from(base64, 'base64');
  return { gzip: () => gzip, plain: () => gunzipSync(gzip), tag: hashOf(gzip) };
}

export const plainText = (text: string): Encoded => ({ plain: () => Buffer.from(text), tag: hashOf(text) });

/** The answer to whoever may have it already, in the coding that is accepted (RFC 9110, 12.5.3 and 13.1.2). */
export function answerOf(
  event: APIGatewayProxyEvent,
  { gzip, plain, tag }: Encoded,
  own: Readonly<Record<string, string>>,
): Answer {
  const headers = { ...own, ETag: `W/"${tag}"`, Vary: 'Accept-Encoding' };
  const ifNoneMatch = headerValue(event, 'If-None-Match');
  const condition = ifNoneMatch === undefined ? undefined : parseTagCondition(ifNoneMatch);
  const isKnown = condition !== undefined && (condition.any || condition.tags.some((one) => one.tag === tag));
  if (isKnown) return { status: 304, headers };
  if (gzip === undefined || !acceptsGzip(headerValue(event, 'Accept-Encoding') ?? ''))
    return { status: 200, headers, body: plain() };
  return { status: 200, headers: { ...headers, 'Content-Encoding': 'gzip' }, body: gzip() };
}

const acceptsGzip = (accepted: string): boolean =>
  accepted.split(',').some((one) => {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return /^(gzip|x-gzip|\*)$/.test(coding) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

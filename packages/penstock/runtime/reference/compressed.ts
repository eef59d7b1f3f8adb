import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { headerValue } from '../http/headers.ts';

/** Bytes below which compressing saves nothing. */
const LEAST_BYTES = 1024;

/** An answer as its caller takes it: compressed, where that is what it accepts (RFC 9110, 12.5.3). */
export function compressed(event: APIGatewayProxyEvent, answer: APIGatewayProxyResult): APIGatewayProxyResult {
  if (answer.body.length < LEAST_BYTES || !acceptsGzip(headerValue(event, 'Accept-Encoding') ?? '')) return answer;
  const body = gzipSync(answer.body).toString('base64');
  return { ...answer, headers: { ...answer.headers, 'Content-Encoding': 'gzip' }, body, isBase64Encoded: true };
}

const acceptsGzip = (accepted: string): boolean =>
  accepted.split(',').some((one) => {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return /^(gzip|x-gzip|\*)$/.test(coding) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

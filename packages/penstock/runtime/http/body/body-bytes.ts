import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Problem } from '../../problem/problem.ts';

/** Bytes where the gateway hands bytes over, which it does for every media type (`x-amazon-apigateway-binary-media-types`). */
export const decodeBody = ({ body, isBase64Encoded }: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** @throws Problem for what is no UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-json', 'The body is not valid UTF-8.');
  }
}

import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { type Encoded, hashOf } from './encoded.ts';
import { type CompressedFiles, openapiHead, openapiTail } from './files.ts';
import { gzipWithPrefix } from './gzip-prefix.ts';

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The address of the API as it was called: its domain, and the stage where that is part of the path. */
export function baseUrlOf({ path, requestContext }: APIGatewayProxyEvent): string {
  const { domainName = '' } = requestContext;
  const prefix = requestContext.path.endsWith(path) ? requestContext.path.slice(0, -path.length) : '';
  return `${loopback.test(domainName) ? 'http' : 'https'}://${domainName}${prefix}`;
}

/** The OpenAPI document, at the server that it was asked from: all but the server is compressed already. */
export function openapiAt(
  base: string,
  { [openapiHead]: head = '', [openapiTail]: tail = '' }: CompressedFiles,
): Encoded {
  const rest = Buffer.from(tail, 'base64');
  const servers = `"servers":${JSON.stringify([{ url: base }])}`;
  const prefix = Buffer.concat([gunzipSync(Buffer.from(head, 'base64')), Buffer.from(servers)]);
  return {
    gzip: () => gzipWithPrefix(prefix, rest),
    plain: () => Buffer.concat([prefix, gunzipSync(rest)]),
    tag: hashOf(prefix, rest),
  };
}

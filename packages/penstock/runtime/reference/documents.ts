import { createHash } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** Where an API describes itself. */
export interface ReferencePaths {
  readonly openapi: string;
  readonly catalog: string;
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** The address of the API as it was called: its domain, and the stage where that is part of the path. */
export function baseUrlOf({ path, requestContext }: APIGatewayProxyEvent): string {
  const { domainName = '' } = requestContext;
  const prefix = requestContext.path.endsWith(path) ? requestContext.path.slice(0, -path.length) : '';
  return `${loopback.test(domainName) ? 'http' : 'https'}://${domainName}${prefix}`;
}

/** The OpenAPI document, at the server that it was asked from. */
export const openapiAt = (text: string, base: string): object => {
  const { openapi, info, ...rest } = JSON.parse(text);
  return { openapi, info, servers: [{ url: base }], ...rest };
};

export interface Catalog {
  readonly paths: ReferencePaths;
  /** The names of what the stage serves. */
  readonly pages: readonly string[];
  /** The path that says whether the API answers. */
  readonly status: string | undefined;
}

/**
 * What there is to know about the API, as a set of links.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9727
 * @see https://www.rfc-editor.org/rfc/rfc8631
 */
export function catalogAt(base: string, { paths, pages, status }: Catalog): object {
  const type = 'application/json';
  return {
    linkset: [
      { anchor: `${base}${paths.catalog}`, item: [{ href: `${base}/` }] },
      {
        anchor: `${base}/`,
        ...(pages.includes('openapi') ? { 'service-desc': [{ href: `${base}${paths.openapi}`, type }] } : {}),
        ...(status === undefined ? {} : { status: [{ href: `${base}${status}`, type }] }),
      },
    ],
  };
}

/** Weak: the same document may be sent compressed, or not. */
export const tagOf = (document: object): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 22);

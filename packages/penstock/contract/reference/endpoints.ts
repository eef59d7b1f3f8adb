import type { Endpoint } from '../endpoint.ts';
import type { Policy } from '../model.ts';
import { timeoutChain } from '../timeouts.ts';

/** The function that describes the API. */
export const referenceName = 'reference';

/** What describes the API, as a stage calls it. */
export const referencePages = ['openapi', 'catalog'] as const;
export type ReferencePage = (typeof referencePages)[number];

/** For documents that clients keep: few ask, and seldom. */
const policy: Policy = {
  throttle: { rate: 4, burst: 8 },
  timeout: 3,
  idempotency: 'none',
  slo: { availability: 99.9, p99: 250 },
  concurrency: 1,
};

const pages: Readonly<Record<ReferencePage, Pick<Endpoint, 'operationId' | 'path'>>> = {
  openapi: { operationId: 'getOpenApiDocument', path: '/openapi.json' },
  // RFC 9727, 2.
  catalog: { operationId: 'getApiCatalog', path: '/.well-known/api-catalog' },
};

export const pathOfPage = (page: ReferencePage): string => pages[page].path;

export const referenceTimeouts = timeoutChain(policy.timeout);

/** The routes of the documents, open to all: they lead to one function. */
export const referenceEndpoints = (served: readonly ReferencePage[] = referencePages): readonly Endpoint[] =>
  served.map((page) => ({
    ...pages[page],
    method: 'GET',
    security: [],
    policy,
    timeouts: referenceTimeouts,
    parameters: [],
    headers: ['If-None-Match'],
    function: referenceName,
  }));

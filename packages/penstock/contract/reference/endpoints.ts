import type { Endpoint } from '../endpoint.ts';
import type { Parameter, Policy } from '../model.ts';
import { timeoutChain } from '../timeouts.ts';

/** The function that describes the API. */
export const referenceName = 'reference';

/** What describes the API, as a stage calls it. */
export const referencePages = ['openapi', 'asyncapi', 'docs', 'catalog'] as const;
export type ReferencePage = (typeof referencePages)[number];

/** For documents that clients keep: few ask, and seldom. */
const policy: Policy = {
  throttle: { rate: 4, burst: 8 },
  timeout: 3,
  idempotency: 'none',
  slo: { availability: 99.9, p99: 250 },
  concurrency: 1,
};

/** A page asks for its files at once, by the connections that a browser has for a server. */
const policyOfFiles: Policy = { ...policy, throttle: { rate: 20, burst: 40 }, concurrency: 4 };

const file: Parameter = {
  name: 'file',
  in: 'path',
  required: true,
  type: 'string',
  style: 'simple',
  explode: false,
  allowEmptyValue: false,
  schema: { type: 'string' },
};

type Route = Pick<Endpoint, 'operationId' | 'path'> & Partial<Pick<Endpoint, 'policy' | 'parameters'>>;

/** The path of a page is that of its first route. */
const routes: Readonly<Record<ReferencePage, readonly [Route, ...Route[]]>> = {
  openapi: [{ operationId: 'getOpenApiDocument', path: '/openapi.json' }],
  asyncapi: [{ operationId: 'getAsyncApiDocument', path: '/asyncapi.json' }],
  docs: [
    { operationId: 'getReferencePage', path: '/docs' },
    { operationId: 'getReferenceFile', path: `/docs/{${file.name}}`, policy: policyOfFiles, parameters: [file] },
  ],
  // RFC 9727, 2.
  catalog: [{ operationId: 'getApiCatalog', path: '/.well-known/api-catalog' }],
};

export const pathsOfPage = (page: ReferencePage): readonly string[] => routes[page].map(({ path }) => path);

/** The operations that describe the API, which no other may be called like. */
export const referenceOperations: readonly string[] = Object.values(routes).flatMap((all) =>
  all.map(({ operationId }) => operationId),
);

export const referenceTimeouts = timeoutChain(policy.timeout);

/** The routes of the documents, open to all: they lead to one function. */
export const referenceEndpoints = (served: readonly ReferencePage[]): readonly Endpoint[] =>
  served.flatMap((page) =>
    routes[page].map((route) => ({
      policy,
      parameters: [],
      ...route,
      method: 'GET' as const,
      security: [],
      timeouts: referenceTimeouts,
      headers: ['If-None-Match'],
      function: referenceName,
    })),
  );

/** What an app describes itself by: one that sends nothing by itself has no AsyncAPI document. */
export const pagesOfApp = ({ hasWebhooks }: { readonly hasWebhooks: boolean }): readonly ReferencePage[] =>
  referencePages.filter((page) => page !== 'asyncapi' || hasWebhooks);

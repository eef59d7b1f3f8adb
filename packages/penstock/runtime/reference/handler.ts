import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import type { Answer } from '../http/answer.ts';
import { lambdaCors } from '../http/cors.ts';
import { parseTagCondition } from '../http/entity-tags.ts';
import { headerValue } from '../http/headers.ts';
import { type LambdaHandler, operation } from '../http/operation.ts';
import { lazy } from '../lazy.ts';
import type { OperationContract } from '../operation-contract.ts';
import { compressed } from './compressed.ts';
import { baseUrlOf, catalogAt, openapiAt, type ReferencePaths, tagOf } from './documents.ts';
import { lambdaPages } from './env.ts';

export interface ReferenceContract extends Pick<OperationContract, 'deadline' | 'attempts' | 'attemptTimeout'> {
  readonly paths: ReferencePaths;
  /** The path that says whether the API answers. */
  readonly status?: string;
}

export interface ReferenceSettings {
  readonly runtime?: () => Runtime;
  readonly pages?: () => readonly string[];
  readonly cors?: typeof lambdaCors;
}

/** How long a copy may be used without asking: a release is seen after five minutes. */
const CACHE = 'public, max-age=300';

/**
 * The Lambda handler that describes an API to whoever asks: its OpenAPI document, and the catalog that leads to it (RFC 9727).
 *
 * @param openapi JSON, without servers
 */
export function referenceHandler(
  contract: ReferenceContract,
  openapi: string,
  { runtime = lambdaRuntime, pages = lambdaPages, cors = lambdaCors }: ReferenceSettings = {},
): LambdaHandler {
  const served = lazy(pages);
  const { paths, status, ...limits } = contract;
  const documents: Readonly<Record<string, Served>> = {
    [paths.openapi]: {
      operationId: 'getOpenApiDocument',
      mediaType: 'application/json',
      at: (base) => openapiAt(openapi, base),
    },
    [paths.catalog]: {
      operationId: 'getApiCatalog',
      mediaType: 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
      at: (base) => catalogAt(base, { paths, pages: served(), status }),
    },
  };
  return async (event, context) => {
    const document = documents[event.resource];
    if (document === undefined) throw new Error(`There is nothing to say at ${event.resource}`);
    const base = baseUrlOf(event);
    const answers = operation(
      contractOf(document, event.resource, limits),
      async () => answerOf(document.at(base), headerValue(event, 'If-None-Match'), `${base}${paths.catalog}`),
      runtime,
      cors,
    );
    return compressed(event, await answers(event, context));
  };
}

interface Served {
  readonly operationId: string;
  readonly mediaType: string;
  readonly at: (base: string) => object;
}

function answerOf(document: object, ifNoneMatch: string | undefined, catalog: string): Answer {
  const tag = tagOf(document);
  const headers = {
    ETag: `W/"${tag}"`,
    'Cache-Control': CACHE,
    Vary: 'Accept-Encoding',
    Link: `<${catalog}>; rel="api-catalog"`,
  };
  const condition = ifNoneMatch === undefined ? undefined : parseTagCondition(ifNoneMatch);
  const isKnown = condition !== undefined && (condition.any || condition.tags.some((one) => one.tag === tag));
  return isKnown ? { status: 304, headers } : { status: 200, headers, body: document };
}

const headersOfAnswers = { ETag: true, 'Cache-Control': true, Vary: true, Link: true };

const contractOf = (
  { operationId, mediaType }: Served,
  path: string,
  limits: Pick<OperationContract, 'deadline' | 'attempts' | 'attemptTimeout'>,
): OperationContract => ({
  ...limits,
  operationId,
  method: 'GET',
  path,
  security: [],
  idempotency: 'none',
  parameters: [],
  answers: { '200': { mediaType, headers: headersOfAnswers }, '304': { headers: headersOfAnswers } },
  problems: ['default'],
});

import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import type { Answer } from '../http/answer.ts';
import { lambdaCors } from '../http/cors.ts';
import { type LambdaHandler, operation } from '../http/operation.ts';
import { lazy } from '../lazy.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { baseUrlOf } from './documents.ts';
import { answerOf } from './encoded.ts';
import { lambdaPages } from './env.ts';
import type { CompressedFiles } from './files.ts';
import type { ReferencePaths } from './links.ts';
import { readFiles as filesOfPage } from './page/files.ts';
import { type Served, servedBy } from './served.ts';

type Limits = Pick<OperationContract, 'deadline' | 'attempts' | 'attemptTimeout'>;

export interface ReferenceContract extends Limits {
  readonly title: string;
  readonly paths: ReferencePaths;
  /** The path that says whether the API answers. */
  readonly status?: string;
}

export interface ReferenceSettings {
  readonly runtime?: () => Runtime;
  readonly pages?: () => readonly string[];
  readonly cors?: typeof lambdaCors;
  /** What the page loads. */
  readonly page?: () => CompressedFiles;
}

/**
 * The Lambda handler that describes an API to whoever asks: its OpenAPI document, a page that shows it, what else there is to read, and the
 * catalog that leads to all of them (RFC 9727).
 *
 * @param files what was made of the contract: `openapi.json`, and what else the API has
 */
export function referenceHandler(
  { title, paths, status, ...limits }: ReferenceContract,
  files: () => CompressedFiles,
  { runtime = lambdaRuntime, pages = lambdaPages, cors = lambdaCors, page = filesOfPage }: ReferenceSettings = {},
): LambdaHandler {
  const served = lazy(() => servedBy({ title, paths, status, pages: pages(), documents: files(), page: page() }));
  return async (event, context) => {
    const { resource } = event;
    const one = served()[resource];
    if (one === undefined) throw new Error(`There is nothing to say at ${resource}`);
    const answer = async (): Promise<Answer> => {
      const base = baseUrlOf(event);
      const found = one.find(base, event.pathParameters?.file ?? '');
      if (found === undefined) throw new Problem('not-found', 'There is no such file beside the reference page.');
      const { mediaType, content, headers } = found;
      return {
        mediaType,
        ...answerOf(event, content, { Link: `<${base}${paths.catalog}>; rel="api-catalog"`, ...headers }),
      };
    };
    return operation(contractOf(one, resource, limits), answer, runtime, cors)(event, context);
  };
}

const headersOfAnswers = {
  ETag: true,
  'Cache-Control': true,
  'Content-Encoding': false,
  'Content-Security-Policy': false,
  Vary: true,
  Link: true,
};

const contractOf = ({ operationId }: Served, path: string, limits: Limits): OperationContract => ({
  ...limits,
  operationId,
  method: 'GET',
  path,
  security: [],
  idempotency: 'none',
  parameters: [],
  answers: {
    '200': { mediaType: '*/*', write: 'bytes', headers: headersOfAnswers },
    '304': { headers: headersOfAnswers },
  },
  problems: ['default'],
});

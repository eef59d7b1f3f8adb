import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { CallState } from '../core/call-state.ts';
import type { Runtime } from '../core/runtime.ts';
import type { OperationContract, ReadParameters } from '../operation-contract.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';
import type { CorsSettings } from './cors.ts';

/** One HTTP request on its way through the chain. */
export interface RequestContext extends CallState {
  readonly contract: OperationContract;
  readonly event: APIGatewayProxyEvent;
  /** Undefined: no page of another origin reads the answer. */
  readonly cors: CorsSettings | undefined;
  readonly afterSunset: Runtime['afterSunset'];
  body?: unknown;
  /** Of the body, as the contract writes it. */
  mediaType?: string;
  /** The media type that the caller would rather have, where there is a choice. */
  accepted?: string;
  path: ReadParameters['path'];
  query: ReadParameters['query'];
  headers: ReadParameters['headers'];
  cookies: ReadParameters['cookies'];
}

export function openRequestContext(
  contract: OperationContract,
  event: APIGatewayProxyEvent,
  context: Context,
  startedAt: number,
  { cors, afterSunset }: Partial<Pick<RequestContext, 'cors' | 'afterSunset'>> = {},
): RequestContext {
  const requestId = event.requestContext.requestId;
  return {
    contract,
    event,
    cors,
    afterSunset,
    requestId,
    invocationId: context.awsRequestId,
    startedAt,
    remaining: () => context.getRemainingTimeInMillis(),
    correlationId: isCorrelationId(requestId) ? requestId : context.awsRequestId,
    path: {},
    query: {},
    headers: {},
    cookies: {},
  };
}

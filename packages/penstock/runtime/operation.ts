import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { readEnvironment } from './env.ts';
import { type Answer, openRequestContext, type RequestContext } from './http/request-context.ts';
import { lazy } from './lazy.ts';
import { authorization } from './middlewares/authorization.ts';
import { body } from './middlewares/body.ts';
import { correlation } from './middlewares/correlation.ts';
import { deadline, runRequestUntil } from './middlewares/deadline.ts';
import { idempotency } from './middlewares/idempotency.ts';
import { parameters } from './middlewares/parameters.ts';
import { respond } from './middlewares/respond.ts';
import { telemetry } from './middlewares/telemetry.ts';
import type { OperationContract } from './operation-contract.ts';
import { type OperationRequest, toRequest } from './request.ts';
import { createTelemetry, type Telemetry } from './telemetry/telemetry.ts';

/** Answers as the contract declares; whatever else there is to say is a Problem to throw. */
export type OperationHandler<Body, Query, Given extends Answer = Answer> = (
  request: OperationRequest<Body, Query>,
) => Promise<Given>;
/** The contract alone decides the types: what a handler happens to answer has no say in what it may answer. */
export type HandlerOf<Contract> =
  Contract extends OperationContract<infer Body, infer Query, infer Given>
    ? OperationHandler<Body, Query, Given>
    : never;
export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

export interface Runtime {
  readonly telemetry: Telemetry;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The runtime of a deployed function: telemetry named by its environment, and the system's clock. */
export const lambdaRuntime = lazy((): Runtime => {
  const env = readEnvironment(['PENSTOCK_STAGE', 'POWERTOOLS_SERVICE_NAME']);
  return {
    telemetry: createTelemetry({ stage: env.PENSTOCK_STAGE, service: env.POWERTOOLS_SERVICE_NAME }),
    now: Date.now,
  };
});

/**
 * The Lambda handler of one operation of the contract: everything the contract promises happens here, so that a
 * handler sees valid requests only and says what to answer. Nothing it throws escapes; all of it becomes a problem. So
 * does an answer that is not as the contract declares, or could not leave.
 */
export function operation<Contract extends OperationContract>(
  contract: Contract,
  handle: HandlerOf<Contract>,
  runtime: () => Runtime = lambdaRuntime,
): LambdaHandler {
  const chain = lazy(() => buildChain(handle, runtime()));
  return async (event, context) => {
    const { telemetry, now } = runtime();
    const requestContext = openRequestContext(contract, event, context, now());
    await telemetry.tracer.run(`## ${contract.operationId}`, () => chain()(requestContext, context));
    if (requestContext.response === undefined) throw new Error(`${contract.operationId} made no response`);
    return requestContext.response;
  };
}

/** The middlewares in the order a request meets them; an answer passes the first two on its way back. */
function buildChain<Body, Query>(handle: OperationHandler<Body, Query>, { telemetry: sink, now }: Runtime) {
  return middy<RequestContext, Answer | APIGatewayProxyResult>({ timeoutEarlyInMillis: 0 })
    .use(telemetry(sink, now))
    .use(respond())
    .use(correlation())
    .use(authorization(now))
    .use(parameters())
    .use(body())
    .use(idempotency())
    .use(deadline(now))
    .handler(async (requestContext: RequestContext) => {
      requestContext.answer = await runRequestUntil(
        requestContext,
        (signal) => handle(toRequest<Body, Query>(requestContext, signal, now())),
        now,
      );
      return requestContext.answer;
    });
}

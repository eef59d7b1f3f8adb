import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { callChain } from '../core/chain.ts';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lazy } from '../lazy.ts';
import type { OperationContract, RequestParameters } from '../operation-contract.ts';
import type { Answer } from './answer.ts';
import { lambdaCors } from './cors.ts';
import { type OperationRequest, toRequest } from './request.ts';
import { openRequestContext, type RequestContext } from './request-context.ts';
import { httpTransport } from './transport.ts';

/** Answers as the contract declares; whatever else there is to say is a Problem or a Refusal to throw. */
export type OperationHandler<Body, Query, Given extends Answer = Answer, Read = RequestParameters> = (
  request: OperationRequest<Body, Query, Read>,
) => Promise<Given>;
/** The contract alone decides the types: what a handler happens to answer has no say in what it may answer. */
export type HandlerOf<Contract> =
  Contract extends OperationContract<infer Body, infer Query, infer Given, infer Read>
    ? OperationHandler<Body, Query, Given, Read>
    : never;
export type LambdaHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * The Lambda handler of one operation of the contract: everything the contract promises happens in the chain, so that a
 * handler sees valid requests only and says what to answer. Nothing it throws escapes; all of it becomes a problem. So
 * does an answer that is not as the contract declares, or could not leave.
 */
export function operation<Contract extends OperationContract>(
  contract: Contract,
  handle: HandlerOf<Contract>,
  runtime: () => Runtime = lambdaRuntime,
  cors: typeof lambdaCors = lambdaCors,
): LambdaHandler {
  // What the contract says of the request, the chain has checked.
  const answers = handle as OperationHandler<unknown, unknown>;
  const chain = lazy(() =>
    callChain(httpTransport, (context: RequestContext, facts) => answers(toRequest(context, facts)), runtime()),
  );
  return async (event, context) => {
    const { telemetry, now, afterSunset } = runtime();
    const requestContext = openRequestContext(contract, event, context, now(), { cors: cors(), afterSunset });
    return telemetry.tracer.run(`## ${contract.operationId}`, () => chain()(requestContext));
  };
}

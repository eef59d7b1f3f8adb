import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { callReporter } from '../core/report-call.ts';
import type { Runtime } from '../core/runtime.ts';
import { answerPages, lambdaCors } from '../http/cors.ts';
import { clampTimeouts } from './caller-timeout.ts';
import type { MethodContract } from './method-contract.ts';
import { refused } from './refused.ts';
import { type Invocation, openRpcState } from './rpc-state.ts';
import { sendable } from './sendable.ts';
import { universalRequest } from './universal.ts';

export type RpcHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

export interface RpcFunction {
  readonly contracts: readonly MethodContract[];
  readonly handlers: () => readonly UniversalHandler[];
  readonly runtime: () => Runtime;
  readonly cors?: typeof lambdaCors;
}

/** Runs universal handlers behind API Gateway. What Connect refuses by itself is reported as any other call. */
export function rpcFunction({ contracts, handlers, runtime, cors = lambdaCors }: RpcFunction): RpcHandler {
  let report: ReturnType<typeof callReporter> | undefined;
  return async (event, context) => {
    const { telemetry, now } = runtime();
    const invocation: Invocation = { event, context, startedAt: now(), reported: false };
    const handler = handlers().find(({ requestPath }) => requestPath === event.resource);
    const contract = contracts.find(({ method }) => method === handler?.method);
    if (handler === undefined || contract === undefined) throw new Error(`There is no method at ${event.resource}`);
    return telemetry.tracer.run(`## ${contract.operationId}`, async () => {
      const response = await answerOf(handler, contract, invocation);
      const { problem, sent } = await sendable(response, invocation);
      if (!invocation.reported) {
        report ??= callReporter(telemetry, now);
        const state = openRpcState(contract, invocation, {} as never, undefined);
        report(state, refused(invocation, sent.statusCode, problem));
      }
      return answerPages({ event, cors: cors() }, sent);
    });
  };
}

/** The signal is never aborted: a gateway does not tell that its client has left. */
function answerOf(
  handler: UniversalHandler,
  { deadline }: MethodContract,
  invocation: Invocation,
): Promise<UniversalServerResponse> {
  const request = universalRequest(invocation, handler.requestPath, new AbortController().signal);
  clampTimeouts(request.header, deadline);
  return handler(request);
}

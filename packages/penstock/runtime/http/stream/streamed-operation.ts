import type { CallFacts } from '../../core/call.ts';
import { callChain } from '../../core/chain.ts';
import { lambdaRuntime, type Runtime } from '../../core/runtime.ts';
import { lazy } from '../../lazy.ts';
import type { OperationContract } from '../../operation-contract.ts';
import { lambdaCors } from '../cors.ts';
import type { HandlerOf, OperationHandler } from '../operation.ts';
import { toRequest } from '../request.ts';
import { lasting, openStreamContext } from './open-stream.ts';
import { lambdaHost, type StreamHandler, type StreamHost } from './stream-host.ts';
import { type StreamContext, streamTransport } from './stream-transport.ts';

export interface StreamSettings {
  readonly host?: StreamHost;
  readonly cors?: typeof lambdaCors;
  /**
   * Milliseconds of silence after which a comment is sent. API Gateway cuts a stream after five minutes without a byte, and
   * proxies on the way often after one (HTML, 9.2.7).
   * @default 15000
   */
  readonly heartbeatMs?: number;
  /**
   * Milliseconds after which a client comes again when the stream has ended.
   * @default 2000
   */
  readonly retryMs?: number;
}

/**
 * The Lambda handler of an operation that answers with a stream of events. Until the stream begins it is an operation like
 * any other: refused with a problem, within a short time. Then its events leave as they come, until their source ends, the
 * stream's deadline comes, or the host tells that nobody listens; the call's signal aborts at each. What a source throws cuts
 * the connection: the client comes again, and names the last event that it has seen.
 */
export function streamedOperation<Contract extends OperationContract>(
  contract: Contract,
  handle: HandlerOf<Contract>,
  runtime: () => Runtime = lambdaRuntime,
  { host = lambdaHost, cors = lambdaCors, heartbeatMs = 15_000, retryMs = 2000 }: StreamSettings = {},
): StreamHandler {
  const lasts = contract.stream?.deadline;
  if (lasts === undefined)
    throw new TypeError(`${contract.operationId} answers with no stream: make it by operation()`);
  const answers = handle as OperationHandler<unknown, unknown>;
  const work = (context: StreamContext, facts: CallFacts) => answers(toRequest(context, lasting(context, facts)));
  const chain = lazy(() => {
    const { now } = runtime();
    return callChain(streamTransport({ host, heartbeatMs, retryMs, now }), work, runtime());
  });
  return host.streamify(async (event, stream, context) => {
    const { telemetry, now, afterSunset } = runtime();
    const streamContext = openStreamContext({
      contract,
      event,
      stream,
      context,
      lasts,
      startedAt: now(),
      cors: cors(),
      afterSunset,
    });
    await telemetry.tracer.run(`## ${contract.operationId}`, () => chain()(streamContext));
    if (streamContext.failure !== undefined) throw streamContext.failure;
  });
}

import { callChain } from '../../core/chain.ts';
import { lambdaRuntime } from '../../core/runtime.ts';
import { lambdaCors } from '../../http/cors.ts';
import { lasting, openStreamContext } from '../../http/stream/open-stream.ts';
import { lambdaHost, type StreamHandler } from '../../http/stream/stream-host.ts';
import type { StreamSettings } from '../../http/stream/streamed-operation.ts';
import { lazy } from '../../lazy.ts';
import type { GraphStreamContract } from '../contract.ts';
import { lambdaSettings } from '../env.ts';
import { begin, engineOf, type GraphParts, operationOf } from '../handler.ts';
import { type GraphStreamState, graphStreamTransport } from './stream-transport.ts';
import { subscribe } from './subscribe.ts';

/**
 * The Lambda handler of the subscriptions of a graph, over server-sent events. A request passes the chain once, and the
 * field of the subscription its operation's own; then results leave as they come, until there is no more to come, which the
 * event `complete` says, or the stream's deadline: then a client comes again, and names the last event that it has seen.
 */
export function graphStreamHandler<Resolvers extends object>(
  contract: GraphStreamContract<Resolvers>,
  { resolvers, budget, runtime = lambdaRuntime, settings = lambdaSettings, cors = lambdaCors }: GraphParts<Resolvers>,
  { host = lambdaHost, heartbeatMs = 15_000, retryMs = 2000 }: Omit<StreamSettings, 'cors'> = {},
): StreamHandler {
  const asOperation = operationOf(contract);
  const engine = lazy(() => engineOf(contract, { resolvers, runtime, settings }, true));
  const chain = lazy(() => {
    const { telemetry, now } = runtime();
    const options = { host, heartbeatMs, retryMs, now, sunsets: contract.sunsets, telemetry };
    return callChain(
      graphStreamTransport(engine, options),
      async (state: GraphStreamState, facts) => {
        const { prepared, context } = await begin(state, lasting(state, facts), budget, telemetry.log);
        return subscribe(engine().schema, prepared, context);
      },
      runtime(),
    );
  });
  return host.streamify(async (event, stream, context) => {
    const { telemetry, now } = runtime();
    const lasts = contract.stream.deadline;
    const opened = openStreamContext({
      contract: asOperation,
      event,
      stream,
      context,
      lasts,
      startedAt: now(),
      cors: cors(),
    });
    const state: GraphStreamState = { ...opened, answerType: 'application/graphql-response+json', failed: [] };
    await telemetry.tracer.run(`## ${contract.operationId}`, () => chain()(state));
    if (state.failure !== undefined) throw state.failure;
  });
}

import type { DescMessage, DescMethodServerStreaming, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { createMethodImplSpec, type HandlerContext } from '@connectrpc/connect';
import type { CallFacts } from '../../core/call.ts';
import { callChain } from '../../core/chain.ts';
import { lambdaRuntime, type Runtime } from '../../core/runtime.ts';
import { lambdaCors } from '../../http/cors.ts';
import { openLifetime } from '../../http/stream/lifetime.ts';
import { lambdaHost, type StreamHandler, type StreamHost } from '../../http/stream/stream-host.ts';
import { lazy } from '../../lazy.ts';
import type { MethodContract } from '../method-contract.ts';
import type { MethodSpec } from '../method-spec.ts';
import { type Hosted, universalHandlers } from '../protocols.ts';
import { type RpcCall, toRpcCall } from '../rpc-call.ts';
import { invocationKey, openRpcState, type Planned, type RpcState } from '../rpc-state.ts';
import { handOver } from './hand-over.ts';
import { type StreamedMessage, type StreamState, streamTransport } from './stream-transport.ts';
import { streamedFunction } from './streamed-function.ts';

type Run<Output extends DescMessage> = (call: RpcCall) => Promise<AsyncIterable<MessageInitShape<Output>>>;

/** Reads a request into what its use case takes, and says where its messages come from. */
export type StreamedEntry<Contract> =
  Contract extends MethodContract<DescMethodServerStreaming<infer Input, infer Output>>
    ? (request: MessageShape<Input>) => Planned<Run<Output>>
    : never;

type StreamedContracts = Readonly<Record<string, MethodContract<DescMethodServerStreaming>>>;
type StreamedEntries<Contracts> = { readonly [Name in keyof Contracts]: StreamedEntry<Contracts[Name]> };
type AnyEntry = (request: RpcState['message']) => Planned<Run<DescMessage>>;

/**
 * The Lambda handler of the methods of a service that answer with streams. Until a stream begins, its call is one like any
 * other; then messages leave as they come, until their source ends, the stream's deadline or the caller's own comes, or the
 * host tells that nobody listens. The call's signal aborts at each.
 */
export function streamedService<const Contracts extends StreamedContracts>(
  contracts: Contracts,
  entries: StreamedEntries<Contracts>,
  runtime: () => Runtime = lambdaRuntime,
  host: StreamHost = lambdaHost,
  cors: typeof lambdaCors = lambdaCors,
): StreamHandler & Hosted {
  const methods = lazy(() =>
    Object.entries(contracts).map(([name, contract]) =>
      methodSpec(contract, entries[name] as unknown as AnyEntry, runtime()),
    ),
  );
  const hosted = { contracts: Object.values(contracts), methods, runtime };
  const handlers = lazy(() => methods().map((method) => universalHandlers(method)));
  return Object.assign(streamedFunction({ ...hosted, handlers, host, cors }), { hosted });
}

function methodSpec(contract: MethodContract<DescMethodServerStreaming>, read: AnyEntry, runtime: Runtime): MethodSpec {
  const work = (state: StreamState, facts: CallFacts) =>
    (state.planned as Planned<Run<DescMessage>>).run(toRpcCall(lasting(state, facts)));
  const chain = callChain(streamTransport(read, runtime.now), work, runtime);
  return createMethodImplSpec(contract.method, async function* (message, context) {
    const state = openStream(contract, message, context);
    context.responseHeader.set('x-correlation-id', state.correlationId);
    const over = chain(state).catch((error: unknown) => state.out.end(error as Error));
    try {
      yield* state.out;
    } finally {
      state.out.leave();
      await over;
    }
  });
}

/** Milliseconds kept back to end a stream before the host ends the invocation. */
const END_RESERVE_MS = 50;

function openStream(contract: MethodContract, message: RpcState['message'], context: HandlerContext): StreamState {
  const invocation = context.values.get(invocationKey);
  const stream = invocation?.stream;
  if (invocation === undefined || stream === undefined) throw new Error(`${contract.operationId} has no stream`);
  invocation.reported = true;
  const { startedAt, context: host } = invocation;
  const timeoutMs = context.timeoutMs();
  const lasts = Math.min(contract.stream?.deadline ?? contract.deadline, timeoutMs ?? Number.POSITIVE_INFINITY);
  const deadlineAt = Math.min(startedAt + lasts, startedAt + host.getRemainingTimeInMillis() - END_RESERVE_MS);
  return {
    ...openRpcState(contract, invocation, message, timeoutMs),
    lifetime: openLifetime(stream, deadlineAt, startedAt),
    out: handOver<StreamedMessage>(),
  };
}

/** What has begun lasts as long as its stream; what has not when it must have, ends as any other work. */
const lasting = ({ lifetime }: StreamState, facts: CallFacts): CallFacts => ({
  ...facts,
  deadlineAt: lifetime.deadlineAt,
  signal: AbortSignal.any([facts.signal, lifetime.signal]),
});

import type { DescMessage, DescMethodUnary, MessageShape } from '@bufbuild/protobuf';
import { createMethodImplSpec, type HandlerContext } from '@connectrpc/connect';
import { callChain } from '../core/chain.ts';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lambdaCors } from '../http/cors.ts';
import { lazy } from '../lazy.ts';
import type { MethodContract } from './method-contract.ts';
import type { MethodSpec } from './method-spec.ts';
import { type Hosted, universalHandlers } from './protocols.ts';
import { type RpcCall, toRpcCall } from './rpc-call.ts';
import { type RpcHandler, rpcFunction } from './rpc-function.ts';
import { invocationKey, openRpcState, type Planned, type RpcState } from './rpc-state.ts';
import { type RpcAnswer, rpcTransport, type Told } from './rpc-transport.ts';

type Run<Output extends DescMessage> = (call: RpcCall) => Promise<RpcAnswer<Output>>;

/** Reads a request into what its use case takes, and says how to answer it; whatever else there is to say is a Problem or a Refusal to throw. */
export type MethodEntry<Contract> =
  Contract extends MethodContract<DescMethodUnary<infer Input, infer Output>>
    ? (request: MessageShape<Input>) => Planned<Run<Output>>
    : never;

/** By the method's name, as it is generated. */
export type MethodContracts = Readonly<Record<string, MethodContract<DescMethodUnary>>>;

export type MethodEntries<Contracts> = { readonly [Name in keyof Contracts]: MethodEntry<Contracts[Name]> };

/**
 * The Lambda handler of a service: Connect and gRPC-Web, in JSON and in binary. Each call passes the chain of its
 * operation, so that limits, scopes, keys and telemetry are those of the use case, whatever the door.
 */
export function service<const Contracts extends MethodContracts>(
  contracts: Contracts,
  entries: MethodEntries<Contracts>,
  runtime: () => Runtime = lambdaRuntime,
  cors: typeof lambdaCors = lambdaCors,
): RpcHandler & Hosted {
  const methods = lazy(() =>
    Object.entries(contracts).map(([name, contract]) =>
      methodSpec(contract, entries[name] as unknown as AnyEntry, runtime()),
    ),
  );
  const hosted = { contracts: Object.values(contracts), methods, runtime };
  const handlers = lazy(() => methods().map((method) => universalHandlers(method)));
  return Object.assign(rpcFunction({ ...hosted, handlers, cors }), { hosted });
}

type AnyEntry = (request: RpcState['message']) => Planned<Run<DescMessage>>;

function methodSpec(contract: MethodContract<DescMethodUnary>, read: AnyEntry, runtime: Runtime): MethodSpec {
  const work = (state: RpcState, facts: Parameters<typeof toRpcCall>[0]) =>
    (state.planned as Planned<Run<DescMessage>>).run(toRpcCall(facts));
  const chain = callChain<RpcState, RpcAnswer | undefined, Told>(rpcTransport(read), work, runtime);
  const impl = async (message: RpcState['message'], context: HandlerContext) => {
    const invocation = context.values.get(invocationKey);
    if (invocation === undefined) throw new Error(`${contract.operationId} was called without an invocation`);
    const state = openRpcState(contract, invocation, message, context.timeoutMs());
    invocation.reported = true;
    const told = await chain(state);
    context.responseHeader.set('x-correlation-id', state.correlationId);
    if ('error' in told) throw told.error;
    if (told.answer.replayed === true) context.responseHeader.set('idempotent-replayed', 'true');
    return told.answer.message;
  };
  return createMethodImplSpec(contract.method, impl);
}

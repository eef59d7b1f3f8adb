import type { DescMethod, MessageShape } from '@bufbuild/protobuf';
import { createContextKey } from '@connectrpc/connect';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { CallState } from '../core/call-state.ts';
import type { Asked } from '../core/chain.ts';
import type { ResponseStream } from '../http/stream/stream-host.ts';
import type { Problem } from '../problem/problem.ts';
import { isCorrelationId } from '../telemetry/correlation-id.ts';
import type { MethodContract } from './method-contract.ts';

/** What the host knows of a request, whatever is in it. */
export interface Invocation {
  readonly event: APIGatewayProxyEvent;
  readonly context: Context;
  readonly startedAt: number;
  /** Where a streamed answer is written. */
  readonly stream?: ResponseStream;
  /** Why the host does not let the method run: it is the first thing that the call's chain tells. */
  readonly refusal?: Problem | undefined;
  /** A method was called, and its chain reports it. */
  reported: boolean;
  /** What is wrong with bytes that no method could be called with. */
  unreadable?: Problem;
}

/** How Connect hands the invocation on to the method that it finds. */
export const invocationKey = createContextKey<Invocation | undefined>(undefined);

/** A method's request as read by its entry: what it asks for, and how to serve it. */
export interface Planned<Run> {
  /**
   * By the names of the operation that is served: what a key stands for is the same, whatever the door. Left out where the
   * operation takes no key.
   */
  readonly asked?: Partial<Asked>;
  readonly run: Run;
}

/** One call of a method on its way through the chain. */
export interface RpcState extends CallState {
  readonly contract: MethodContract;
  readonly event: APIGatewayProxyEvent;
  readonly message: MessageShape<DescMethod['input']>;
  readonly refusal?: Problem | undefined;
  /** Set once the request is known to fit its rules. */
  planned?: Planned<unknown>;
}

/**
 * A caller's own deadline counts where it is sooner than the method's. Then an attempt at a dependency may take its share
 * of what is left, as it does of the method's own.
 */
export function openRpcState(
  contract: MethodContract,
  { event, context, startedAt, refusal }: Invocation,
  message: RpcState['message'],
  timeoutMs: number | undefined,
): RpcState {
  const deadline = Math.min(contract.deadline, timeoutMs ?? contract.deadline);
  const attemptTimeout = Math.floor((contract.attemptTimeout * deadline) / contract.deadline);
  const { requestId } = event.requestContext;
  return {
    contract: { ...contract, deadline, attemptTimeout },
    event,
    message,
    refusal,
    requestId,
    invocationId: context.awsRequestId,
    startedAt,
    remaining: () => context.getRemainingTimeInMillis(),
    correlationId: isCorrelationId(requestId) ? requestId : context.awsRequestId,
  };
}

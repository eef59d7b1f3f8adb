import type { OperationContract } from '../operation-contract.ts';
import type { Caller, RequestIdentity } from './call.ts';

/** What the chain asks of an operation's contract. */
export type CallContract = Pick<
  OperationContract,
  'operationId' | 'security' | 'idempotency' | 'deadline' | 'attemptTimeout'
>;

/** One call on its way through the chain; each step adds what it found out. A transport adds what is its own. */
export interface CallState {
  readonly contract: CallContract;
  /** The transport's, for people and logs: a client may have chosen it. */
  readonly requestId: string;
  /** The host's, which nobody else can choose. */
  readonly invocationId: string;
  readonly startedAt: number;
  /** Milliseconds that the host leaves this invocation. */
  readonly remaining: () => number;
  correlationId: string;
  traceId?: string;
  traceparent?: string;
  caller?: Caller;
  identity?: RequestIdentity;
}

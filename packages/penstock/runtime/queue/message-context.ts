import type { ConsumerContract } from '../consumer-contract.ts';
import { type Call, type CallFacts, callOf } from '../core/call.ts';
import { normalTraceparent } from '../telemetry/traceparent.ts';
import type { Envelope, MessageReceipt } from './message.ts';

/** A message as a handler sees it, beside its event. */
export interface MessageContext extends MessageReceipt {
  readonly correlationId: string;
  /** The trace that the event belongs to (W3C Trace Context). */
  readonly traceparent?: string;
  /** When the handler began. */
  readonly now: Date;
  /** Aborted at the batch's deadline: hand it to everything that waits. */
  readonly signal: AbortSignal;
  /**
   * The call that this message is, for a use case that takes this input and knows nothing of queues. The event's tenant
   * calls, with no scopes; the event's id is what its writes are recognized by, and the key of the call.
   */
  call<Input>(input: Input): Call<Input>;
}

/**
 * Handles one event; whatever it throws decides what becomes of the message: a Refusal and a PermanentError end in the
 * dead-letter queue, anything else is tried again.
 */
export type MessageHandler<Event> = (event: Event, context: MessageContext) => Promise<void>;

interface Handling {
  readonly contract: Pick<ConsumerContract, 'name'>;
  readonly endsAt: number;
}

export function contextOf(
  { contract, endsAt }: Handling,
  receipt: MessageReceipt,
  event: Envelope,
  startedAt: number,
  signal: AbortSignal,
): MessageContext {
  const traceparent = normalTraceparent(event.traceparent);
  const correlationId = event.correlationid ?? event.id;
  const now = new Date(startedAt);
  const trace = traceparent === undefined ? {} : { traceparent };
  const facts: CallFacts = {
    operationId: contract.name,
    invocationId: event.id,
    correlationId,
    ...trace,
    deadlineAt: endsAt,
    signal,
    now,
    caller: event.tenant === undefined ? undefined : { tenant: event.tenant, scopes: [] },
    identity: { key: event.id, fingerprint: event.id },
  };
  return { ...receipt, correlationId, ...trace, now, signal, call: (input) => callOf(facts, input) };
}

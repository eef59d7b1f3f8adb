import type { RelayFailures } from '../runtime/stream/publication.ts';
import { relayFailureBody } from '../runtime/stream/relay-failure.ts';

export interface InMemoryRelayFailures extends RelayFailures {
  /** What was retained, as a message of the queue has it. */
  readonly retained: { readonly reason: string; readonly sequenceNumber: string; readonly body: string }[];
}

/** The twin of the queue that keeps what can't be relayed. */
export function inMemoryRelayFailures(): InMemoryRelayFailures {
  const retained: InMemoryRelayFailures['retained'] = [];
  return {
    retained,
    keep: async ({ streamRecord, sequenceNumber }, why, signal) => {
      signal.throwIfAborted();
      retained.push({ reason: why.reason, sequenceNumber, body: relayFailureBody(streamRecord, why) });
    },
  };
}

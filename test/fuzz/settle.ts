import type { Ledger } from './ledger.ts';
import type { Listener } from './listener.ts';

export interface Settling {
  readonly ledger: Ledger;
  readonly listener: Listener;
  /** Gets a line each time that something came. */
  readonly say?: (line: string) => void;
}

/**
 * Milliseconds without any event after which what is missing counts as lost. It bounds silence, not how long settling
 * takes: whatever arrives begins it anew. On a busy machine the listener itself may be taken for an endpoint that does
 * not answer; what waits for it then comes back after two minutes at most, when it was found so three times.
 */
const SILENCE = 240_000;

/** Waits until all that was accepted is settled and delivered, and returns what is not, in words. */
export async function settle({ ledger, listener, say = () => {} }: Settling): Promise<readonly string[]> {
  for (;;) {
    const missing = ledger.missing(listener.events);
    say(`settled and delivered: ${ledger.size - missing.length} of ${ledger.size}`);
    if (missing.length === 0 || !(await listener.next(SILENCE))) {
      return [...missing, ...ledger.differences(listener.events), ...listener.faults];
    }
  }
}

import { TransientError } from '../../core/failures.ts';
import type { Reply } from '../deliveries/delivery-decisions.ts';
import { type EndpointCooldown, nextCooldown, probeReleased, suspected } from './cooldown.ts';

/** One attempt at an endpoint, of which the other processes are notified. */
export interface MonitoredAttempt {
  /** Aborted, with a TransientError, when the attempt is not to go on. */
  readonly abandoned: AbortSignal;
  /** Makes the attempt. */
  run(post: () => Promise<Reply>, signal: AbortSignal): Promise<Reply>;
  /** Notifies the others of the outcome. Never throws: what can't be stored now ends by its own time. */
  finish(signal: AbortSignal): Promise<void>;
}

export interface AttemptTimes {
  /**
   * After which an attempt that is under way makes the endpoint suspected, and the others wait. An endpoint that falls
   * silent then holds as many functions as it gets events in that time, not in the whole timeout of an attempt.
   */
  readonly suspectAfterMs: number;
  /** After which a first attempt is abandoned where another attempt at the endpoint is waited for. */
  readonly abandonAfterMs: number;
}

interface AttemptOptions extends AttemptTimes {
  /** Replaces what is stored of the endpoint. False when another was quicker, or the store does not answer. */
  notify(seen: EndpointCooldown | undefined, next: EndpointCooldown | undefined, signal: AbortSignal): Promise<boolean>;
  /** What this attempt has stored, where it probes an endpoint that was paused. */
  readonly probe: EndpointCooldown | undefined;
  /** Whether it ends early where another attempt is waited for. */
  readonly mayBeAbandoned: boolean;
  /** Attempts without an answer in a row, as this process sees them, and how many are too many. */
  readonly counts: { misses: number };
  readonly maxMisses: number;
  readonly now: () => number;
}

/** The reason of an attempt that was made and abandoned: the subscriber may have got it. */
export const ABANDONED = 'endpoint-suspected';

export function monitorAttempt(options: AttemptOptions): MonitoredAttempt {
  const { notify, probe, mayBeAbandoned, counts, maxMisses, now, suspectAfterMs, abandonAfterMs } = options;
  const abandonment = new AbortController();
  let stored = probe;
  let outcome: 'none' | 'silent' | 'answered' = 'none';
  const store = async (next: EndpointCooldown | undefined, signal: AbortSignal): Promise<boolean> => {
    const isStored = await notify(stored, next, signal);
    if (isStored) stored = next;
    return isStored;
  };
  const next = (): EndpointCooldown | undefined => {
    if (outcome === 'answered') return undefined;
    if (outcome === 'silent') return nextCooldown((probe?.times ?? 0) + 1, now());
    return probe && probeReleased(probe, now());
  };
  return {
    abandoned: abandonment.signal,
    run: async (post, signal) => {
      outcome = 'silent';
      let timer: NodeJS.Timeout | undefined;
      const suspect = async (): Promise<void> => {
        const isAlone = await store(suspected(now()), signal);
        if (isAlone || !mayBeAbandoned) return;
        timer = setTimeout(() => abandonment.abort(abandonedAfter(abandonAfterMs)), abandonAfterMs - suspectAfterMs);
      };
      let suspecting: Promise<void> | undefined;
      if (probe === undefined) {
        timer = setTimeout(() => {
          suspecting = suspect();
        }, suspectAfterMs);
      }
      try {
        const reply = await post();
        if ('status' in reply) outcome = 'answered';
        return reply;
      } finally {
        clearTimeout(timer);
        await suspecting;
        clearTimeout(timer);
      }
    },
    finish: async (signal) => {
      if (abandonment.signal.aborted) outcome = 'none';
      if (outcome !== 'none') counts.misses = outcome === 'answered' ? 0 : counts.misses + 1;
      const isNews = stored !== undefined || (outcome === 'silent' && counts.misses >= maxMisses);
      if (isNews) await store(next(), signal);
    },
  };
}

const abandonedAfter = (milliseconds: number): TransientError =>
  new TransientError(ABANDONED, `no answer within ${milliseconds} ms, and another delivery waits for one`);

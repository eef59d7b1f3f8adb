import { TransientError } from '../platform/queue/failures.ts';
import { keyed } from '../platform/resilience/keyed.ts';
import type { Reply } from './domain/delivery-decisions.ts';
import { doubted, givenBack, nextRest, probed, type Rest, restLeft } from './domain/rest.ts';
import type { EndpointKey, RestRepository } from './domain/rest-repository.ts';

/**
 * Attempts in a row without an answer, seen by one process, after which no process makes any for a while. A process that
 * has had no answer yet begins at one: an endpoint that was silent all along costs each process one attempt.
 */
const MISSES = 2;
/** Endpoints that a process remembers. */
const REMEMBERED = 1000;

export interface RestOptions {
  /**
   * Milliseconds after which an attempt that is under way keeps the others from the endpoint. An endpoint that falls
   * silent then holds as many functions as it gets events in that time, not in the whole timeout of an attempt.
   */
  readonly doubtAfter?: number;
}

/** One attempt at an endpoint, and what the other processes are told of it. */
export interface Watch {
  /** Makes the attempt. */
  over(post: () => Promise<Reply>, signal: AbortSignal): Promise<Reply>;
  /** Tells what came of it. Never throws: what can't be told now ends by its own time. */
  end(signal: AbortSignal): Promise<void>;
}

/**
 * Leaves silent endpoints alone. Each attempt at one holds a function for seconds that the others need, and breakers of
 * single processes open and probe all at once: so what is known is kept beside the endpoint, and one process at a time
 * probes. An endpoint that answers in time costs no write.
 */
export interface Rests {
  find: RestRepository['find'];
  /** Throws a TransientError while the endpoint is to be left alone. */
  begin(endpoint: EndpointKey, found: Rest | undefined, signal: AbortSignal): Promise<Watch>;
}

export function createRests(store: RestRepository, now: () => number, { doubtAfter = 1000 }: RestOptions = {}): Rests {
  const seenBy = keyed(() => ({ misses: MISSES - 1 }), REMEMBERED);

  const watch = ({ tenant, id }: EndpointKey, probe: Rest | undefined): Watch => {
    let held = probe;
    let outcome: 'none' | 'silent' | 'answered' = 'none';
    const tell = async (next: Rest | undefined, signal: AbortSignal): Promise<void> => {
      const told = await store.set({ tenant, id, seen: held, next }, signal).catch(() => false);
      if (told) held = next;
    };
    const next = (): Rest | undefined => {
      if (outcome === 'answered') return undefined;
      return outcome === 'silent' ? nextRest((probe?.times ?? 0) + 1, now()) : probe && givenBack(probe, now());
    };
    return {
      over: async (post, signal) => {
        outcome = 'silent';
        let doubting: Promise<void> | undefined;
        const doubt = (): void => {
          if (held === undefined) doubting = tell(doubted(now()), signal);
        };
        const timer = setTimeout(doubt, doubtAfter);
        try {
          const reply = await post();
          if ('status' in reply) outcome = 'answered';
          return reply;
        } finally {
          clearTimeout(timer);
          await doubting;
        }
      },
      end: async (signal) => {
        const seen = seenBy(id);
        if (outcome !== 'none') seen.misses = outcome === 'answered' ? 0 : seen.misses + 1;
        const isNews = held !== undefined || (outcome === 'silent' && seen.misses >= MISSES);
        if (isNews) await tell(next(), signal);
      },
    };
  };

  return {
    find: store.find,
    begin: async ({ tenant, id }, rest, signal) => {
      if (rest === undefined) return watch({ tenant, id }, undefined);
      if (restLeft(rest, now()) > 0) throw resting(rest, now());
      const probe = probed(rest, now());
      if (await store.set({ tenant, id, seen: rest, next: probe }, signal)) return watch({ tenant, id }, probe);
      throw resting(probe, now());
    },
  };
}

const resting = (rest: Rest, now: number): TransientError =>
  new TransientError('endpoint-resting', 'the endpoint has not answered lately and is left alone for a while', {
    retryAfter: restLeft(rest, now),
  });

import { TransientError } from 'penstock/runtime/queue/failures';
import { lruCache } from 'penstock/runtime/resilience/lru-cache';
import { probed, type Rest, restLeft, waitFor } from './domain/rest.ts';
import type { EndpointKey, RestRepository } from './domain/rest-repository.ts';
import { type Clocks, type Watch, watchOver } from './watch.ts';

/**
 * Attempts in a row without an answer, seen by one process, after which no process makes any for a while. A process that
 * has had no answer yet begins at one: an endpoint that was silent all along costs each process one attempt.
 */
const MISSES = 2;
/** Endpoints that a process remembers. */
const REMEMBERED = 1000;

export interface RestOptions extends Partial<Clocks> {
  /** At least 0, less than 1. */
  readonly random?: () => number;
}

/** `first`: the first attempt at a delivery, in the queue that live endpoints share; `retry`: any other. */
export type Stage = 'first' | 'retry';

/**
 * Leaves silent endpoints alone. Each attempt at one holds a function for seconds that the others need, and breakers of
 * single processes open and probe all at once: so what is known is stored beside the endpoint, and one process at a time
 * probes. First attempts never do: that takes a function of the retries. An endpoint that answers in time costs no write.
 */
export interface Rests {
  find: RestRepository['find'];
  /** Throws a TransientError while the endpoint is to be left alone. */
  throwIfResting(found: Rest | undefined): void;
  /** Throws a TransientError when no attempt is to be made now. */
  begin(endpoint: EndpointKey, found: Rest | undefined, stage: Stage, signal: AbortSignal): Promise<Watch>;
}

export function createRests(
  store: RestRepository,
  now: () => number,
  { doubtAfter = 1000, giveUpAfter = 2000, random = Math.random }: RestOptions = {},
): Rests {
  const seenBy = lruCache(() => ({ misses: MISSES - 1 }), REMEMBERED);
  const resting = (rest: Rest): TransientError =>
    new TransientError('endpoint-resting', 'the endpoint has not answered lately and is left alone for a while', {
      retryAfterMs: waitFor(rest, now(), random()),
    });
  const watch = ({ tenant, id }: EndpointKey, stage: Stage, probe?: Rest): Watch =>
    watchOver({
      tell: (seen, next, signal) => store.set({ tenant, id, seen, next }, signal).catch(() => false),
      probe,
      givesUp: stage === 'first',
      seen: seenBy(id),
      most: MISSES,
      now,
      doubtAfter,
      giveUpAfter,
    });
  return {
    find: store.find,
    throwIfResting: (rest) => {
      if (rest !== undefined && restLeft(rest, now()) > 0) throw resting(rest);
    },
    begin: async (endpoint, rest, stage, signal) => {
      if (rest === undefined) return watch(endpoint, stage);
      if (stage === 'first' || restLeft(rest, now()) > 0) throw resting(rest);
      const probe = probed(rest, now());
      const { tenant, id } = endpoint;
      if (await store.set({ tenant, id, seen: rest, next: probe }, signal)) return watch(endpoint, stage, probe);
      throw resting(probe);
    },
  };
}

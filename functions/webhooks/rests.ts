import { TransientError } from '../platform/queue/failures.ts';
import { keyed } from '../platform/resilience/keyed.ts';
import type { EndpointRecord } from './domain/endpoint.ts';
import type { EndpointRepository } from './domain/endpoint-repository.ts';
import { nextRest, probed, type Rest, restLeft } from './domain/rest.ts';

/**
 * Attempts in a row without an answer, seen by one process, after which no process makes any for a while. A process that
 * has had no answer yet begins at one: an endpoint that was silent all along costs each process one attempt.
 */
const MISSES = 2;
/** Endpoints that a process remembers. */
const REMEMBERED = 1000;

/**
 * Leaves silent endpoints alone. Each attempt at one holds a function for seconds that the others need, and breakers of
 * single processes open and probe all at once: so the rest is kept with the endpoint, which is read for every delivery
 * anyway, and one process at a time probes. An endpoint that answers costs no write.
 */
export interface Rests {
  /** The rest that this attempt probes, if any. Throws a TransientError while the endpoint is to be left alone. */
  begin(endpoint: EndpointRecord, signal: AbortSignal): Promise<Rest | undefined>;
  end(endpoint: EndpointRecord, probe: Rest | undefined, answered: boolean, signal: AbortSignal): Promise<void>;
}

export function createRests(endpoints: Pick<EndpointRepository, 'setRest'>, now: () => number): Rests {
  const seenBy = keyed(() => ({ misses: MISSES - 1 }), REMEMBERED);
  return {
    begin: async ({ tenant, id, rest }, signal) => {
      if (rest === undefined) return undefined;
      if (restLeft(rest, now()) > 0) throw resting(rest, now());
      const probe = probed(rest, now());
      if (await endpoints.setRest({ tenant, id, seen: rest, next: probe }, signal)) return probe;
      throw resting(probe, now());
    },
    end: async ({ tenant, id }, probe, answered, signal) => {
      const seen = seenBy(id);
      seen.misses = answered ? 0 : seen.misses + 1;
      if (answered && probe === undefined) return;
      if (!answered && probe === undefined && seen.misses < MISSES) return;
      const next = answered ? undefined : nextRest((probe?.times ?? 0) + 1, now());
      await endpoints.setRest({ tenant, id, seen: probe, next }, signal);
    },
  };
}

const resting = (rest: Rest, now: number): TransientError =>
  new TransientError('endpoint-resting', 'the endpoint has not answered lately and is left alone for a while', {
    retryAfter: restLeft(rest, now),
  });

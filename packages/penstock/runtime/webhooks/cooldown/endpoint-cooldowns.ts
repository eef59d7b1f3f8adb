import { TransientError } from '../../core/failures.ts';
import { lruCache } from '../../resilience/lru-cache.ts';
import { type EndpointCooldown, probing, remainingMs, waitMs } from './cooldown.ts';
import type { CooldownRepository, EndpointKey } from './cooldown-repository.ts';
import { type AttemptTimes, type MonitoredAttempt, monitorAttempt } from './monitored-attempt.ts';

/**
 * Attempts in a row without an answer, seen by one process, after which no process makes any for a while. A process that
 * has had no answer yet begins at one: an endpoint that was silent all along costs each process one attempt.
 */
const MISSES = 2;
/** Endpoints that a process remembers. */
const REMEMBERED = 1000;

export interface CooldownOptions extends Partial<AttemptTimes> {
  /** At least 0, less than 1. */
  readonly random?: () => number;
}

/** `first`: the first attempt at a delivery, in the queue that live endpoints share; `retry`: any other. */
export type Stage = 'first' | 'retry';

/**
 * Pauses silent endpoints. Each attempt at one holds a function for seconds that the others need, and breakers of single
 * processes open and probe all at once: so what is known is stored beside the endpoint, and one process at a time probes.
 * First attempts never do: that takes a function of the retries. An endpoint that answers in time costs no write.
 */
export interface EndpointCooldowns {
  find: CooldownRepository['find'];
  /** Throws a TransientError while the endpoint is paused. */
  throwIfPaused(found: EndpointCooldown | undefined): void;
  /** Throws a TransientError when no attempt is to be made now. */
  beginAttempt(
    endpoint: EndpointKey,
    found: EndpointCooldown | undefined,
    stage: Stage,
    signal: AbortSignal,
  ): Promise<MonitoredAttempt>;
}

export function endpointCooldowns(
  repository: CooldownRepository,
  now: () => number,
  { suspectAfterMs = 1000, abandonAfterMs = 2000, random = Math.random }: CooldownOptions = {},
): EndpointCooldowns {
  const countsOf = lruCache(() => ({ misses: MISSES - 1 }), REMEMBERED);
  const paused = (cooldown: EndpointCooldown): TransientError =>
    new TransientError('endpoint-paused', 'the endpoint has not answered lately and is paused for a while', {
      retryAfterMs: waitMs(cooldown, now(), random()),
    });
  const monitor = ({ tenant, id }: EndpointKey, stage: Stage, probe?: EndpointCooldown): MonitoredAttempt =>
    monitorAttempt({
      notify: (seen, next, signal) => repository.set({ tenant, id, seen, next }, signal).catch(() => false),
      probe,
      mayBeAbandoned: stage === 'first',
      counts: countsOf(id),
      maxMisses: MISSES,
      now,
      suspectAfterMs,
      abandonAfterMs,
    });
  return {
    find: repository.find,
    throwIfPaused: (cooldown) => {
      if (cooldown !== undefined && remainingMs(cooldown, now()) > 0) throw paused(cooldown);
    },
    beginAttempt: async (endpoint, cooldown, stage, signal) => {
      if (cooldown === undefined) return monitor(endpoint, stage);
      if (stage === 'first' || remainingMs(cooldown, now()) > 0) throw paused(cooldown);
      const probe = probing(cooldown, now());
      const { tenant, id } = endpoint;
      if (await repository.set({ tenant, id, seen: cooldown, next: probe }, signal)) {
        return monitor(endpoint, stage, probe);
      }
      throw paused(probe);
    },
  };
}

import { TransientError } from 'penstock/runtime/core/failures';
import type { Reply } from './domain/delivery-decisions.ts';
import { doubted, givenBack, nextRest, type Rest } from './domain/rest.ts';

/** One attempt at an endpoint, and what the other processes are told of it. */
export interface Watch {
  /** Aborted, with a TransientError, when the attempt is not to go on. */
  readonly givenUp: AbortSignal;
  /** Makes the attempt. */
  over(post: () => Promise<Reply>, signal: AbortSignal): Promise<Reply>;
  /** Tells what came of it. Never throws: what can't be told now ends by its own time. */
  end(signal: AbortSignal): Promise<void>;
}

export interface Clocks {
  /**
   * Milliseconds after which an attempt that is under way keeps the others from the endpoint. An endpoint that falls
   * silent then holds as many functions as it gets events in that time, not in the whole timeout of an attempt.
   */
  readonly doubtAfter: number;
  /** Milliseconds after which a first attempt is given up where another attempt at the endpoint is waited for. */
  readonly giveUpAfter: number;
}

interface Watched extends Clocks {
  /** Replaces what is stored of the endpoint. False when another was quicker, or the store does not answer. */
  tell(seen: Rest | undefined, next: Rest | undefined, signal: AbortSignal): Promise<boolean>;
  /** What this attempt has stored, where it probes an endpoint that rested. */
  readonly probe: Rest | undefined;
  /** Whether it ends early where another attempt is waited for. */
  readonly givesUp: boolean;
  /** Attempts without an answer in a row, as this process sees them, and how many are too many. */
  readonly seen: { misses: number };
  readonly most: number;
  readonly now: () => number;
}

/** The reason of an attempt that was made and given up: the subscriber may have got it. */
export const GIVEN_UP = 'endpoint-doubted';

export function watchOver({ tell, probe, givesUp, seen, most, now, doubtAfter, giveUpAfter }: Watched): Watch {
  const giveUp = new AbortController();
  let held = probe;
  let outcome: 'none' | 'silent' | 'answered' = 'none';
  const keep = async (next: Rest | undefined, signal: AbortSignal): Promise<boolean> => {
    const told = await tell(held, next, signal);
    if (told) held = next;
    return told;
  };
  const next = (): Rest | undefined => {
    if (outcome === 'answered') return undefined;
    return outcome === 'silent' ? nextRest((probe?.times ?? 0) + 1, now()) : probe && givenBack(probe, now());
  };
  return {
    givenUp: giveUp.signal,
    over: async (post, signal) => {
      outcome = 'silent';
      let timer: NodeJS.Timeout | undefined;
      const doubt = async (): Promise<void> => {
        const isAlone = await keep(doubted(now()), signal);
        if (isAlone || !givesUp) return;
        timer = setTimeout(() => giveUp.abort(givenUpAfter(giveUpAfter)), giveUpAfter - doubtAfter);
      };
      let doubting: Promise<void> | undefined;
      if (probe === undefined) {
        timer = setTimeout(() => {
          doubting = doubt();
        }, doubtAfter);
      }
      try {
        const reply = await post();
        if ('status' in reply) outcome = 'answered';
        return reply;
      } finally {
        clearTimeout(timer);
        await doubting;
        clearTimeout(timer);
      }
    },
    end: async (signal) => {
      if (giveUp.signal.aborted) outcome = 'none';
      if (outcome !== 'none') seen.misses = outcome === 'answered' ? 0 : seen.misses + 1;
      const isNews = held !== undefined || (outcome === 'silent' && seen.misses >= most);
      if (isNews) await keep(next(), signal);
    },
  };
}

const givenUpAfter = (milliseconds: number): TransientError =>
  new TransientError(GIVEN_UP, `no answer within ${milliseconds} ms, and another delivery waits for one`);

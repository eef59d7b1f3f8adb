import { Problem } from '../problem/problem.ts';
import type { CallState } from './call-state.ts';

type Timed = Pick<CallState, 'contract' | 'startedAt' | 'remaining'>;

/** Milliseconds kept back to write the answer before the host ends the invocation. */
const ANSWER_RESERVE_MS = 50;

/** Milliseconds since the epoch: the contract's deadline or the end of the host's patience, whichever comes first. */
const deadlineOf = ({ contract, startedAt, remaining }: Timed, now: number): number =>
  Math.min(startedAt + contract.deadline, now + remaining() - ANSWER_RESERVE_MS);

/**
 * Refuses work that can't finish: when not even one attempt at a dependency fits into what is left, an early answer is
 * better than an effect whose answer nobody hears.
 */
export function refuseTooLate(state: Timed, now: number): void {
  if (deadlineOf(state, now) - now < state.contract.attemptTimeout) throw exceeded(state);
}

/**
 * Runs the work until the deadline, then aborts its signal and throws deadline-exceeded without waiting further.
 * What the work does after that is of no interest to anyone, its failure included.
 */
export async function runRequestUntil<Result>(
  state: Timed,
  work: (signal: AbortSignal, deadlineAt: number) => Promise<Result>,
  now: () => number = Date.now,
): Promise<Result> {
  const controller = new AbortController();
  const startsAt = now();
  const deadlineAt = deadlineOf(state, startsAt);
  let timer: NodeJS.Timeout | undefined;
  const overrun = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        const problem = exceeded(state);
        controller.abort(problem);
        reject(problem);
      },
      Math.max(0, deadlineAt - startsAt),
    );
  });
  try {
    return await Promise.race([work(controller.signal, deadlineAt), overrun]);
  } finally {
    clearTimeout(timer);
  }
}

const exceeded = ({ contract }: Timed): Problem =>
  new Problem(
    'deadline-exceeded',
    `${contract.operationId} could not finish in time. Whether it took effect is not known; send it again.`,
  );

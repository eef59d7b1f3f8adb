import type { RequestContext } from '../http/request-context.ts';
import { Problem } from '../problem/problem.ts';
import type { Middleware } from './middleware.ts';

/** Milliseconds kept back to write the answer before Lambda ends the invocation. */
const ANSWER_RESERVE = 50;

/**
 * Refuses work that can't finish: when not even one attempt at a dependency fits into what is left,
 * an early 504 is better than an effect whose answer nobody hears.
 */
export function deadline(now: () => number = Date.now): Middleware {
  return {
    before: ({ event: context }) => {
      if (timeLeft(context, now()) < context.contract.attemptTimeout) throw exceeded(context);
    },
  };
}

/**
 * Runs the work until the deadline, then aborts its signal and throws deadline-exceeded without waiting further.
 * What the work does after that is of no interest to anyone, its failure included.
 */
export async function runRequestUntil<Result>(
  context: RequestContext,
  work: (signal: AbortSignal) => Promise<Result>,
  now: () => number = Date.now,
): Promise<Result> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const overrun = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => {
        const problem = exceeded(context);
        controller.abort(problem);
        reject(problem);
      },
      Math.max(0, timeLeft(context, now())),
    );
  });
  try {
    return await Promise.race([work(controller.signal), overrun]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds left: of the contract's deadline or of Lambda's patience, whichever ends first. */
export const timeLeft = ({ contract, startedAt, remaining }: RequestContext, now: number): number =>
  Math.min(startedAt + contract.deadline - now, remaining() - ANSWER_RESERVE);

const exceeded = ({ contract }: RequestContext): Problem =>
  new Problem(
    'deadline-exceeded',
    `${contract.operationId} could not finish in time. Whether it took effect is not known; send it again.`,
  );

import type { ConsumerContract } from '../consumer-contract.ts';

type Backoff = ConsumerContract['backoff'];

/** Seconds: the most that lies between the nth attempt and the next. */
export const waitCeiling = ({ base, cap }: Backoff, attempt: number): number => Math.min(cap, base * 2 ** attempt);

/**
 * Seconds to wait after the nth attempt, whole ones as SQS counts them: uniform between half and all of the ceiling.
 * Half is never undercut, so that the receive count can be derived from the retry window.
 */
export function waitAfter(backoff: Backoff, attempt: number, random: () => number): number {
  const ceiling = waitCeiling(backoff, attempt);
  return Math.ceil(ceiling / 2 + random() * Math.floor(ceiling / 2));
}

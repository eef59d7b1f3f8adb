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

/**
 * Seconds to wait where another attempt has no chance before: that long, or up to half as long again, and the cap at
 * most. What was refused at once must not come back at once: it would meet a dependency that has only just returned.
 */
export const askedWait = ({ cap }: Backoff, milliseconds: number, random: () => number): number =>
  milliseconds > 0 ? Math.min(cap, Math.ceil((milliseconds / 1000) * (1 + random() / 2))) : 0;

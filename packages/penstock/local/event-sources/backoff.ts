/** Milliseconds before attempt `attempt` + 1: doubling from 100 ms to 5 s. */
export function backoff(attempt: number): number {
  return Math.min(5000, 100 * 2 ** attempt);
}

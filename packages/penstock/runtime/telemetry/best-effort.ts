import { describeError } from './error-description.ts';

/**
 * Takes each step whatever becomes of the others: a report that fails must neither undo what it reports nor keep the
 * reports beside it from being made. What failed is said on stderr, without the logger.
 */
export function bestEffort(...steps: readonly (() => void)[]): void {
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      complain(error);
    }
  }
}

function complain(error: unknown): void {
  try {
    const line = { level: 'ERROR', message: 'telemetry failed', error: describeError(error) };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  } catch {
    // Nothing is left to say it with.
  }
}

import type { SQSClient } from '@aws-sdk/client-sqs';
import { UserError } from '../../cli/user-error.ts';
import type { DeadLetter } from './dead-letter.ts';
import { holdDeadLetters } from './hold.ts';

/** Seconds: enough to look at a thousand dead letters. */
const hidden = 120;

/**
 * Looks at up to `max` dead letters and leaves them where they are, oldest first.
 *
 * @throws UserError when the person asks to stop
 */
export async function browse(
  sqs: SQSClient,
  url: string,
  max: number,
  signal: AbortSignal,
): Promise<readonly DeadLetter[]> {
  const hold = holdDeadLetters(sqs, url, hidden);
  const deadLetters: DeadLetter[] = [];
  try {
    for await (const some of hold.receive(max)) {
      deadLetters.push(...some);
      if (signal.aborted) throw new UserError('Stopped. Nothing was changed.');
    }
  } finally {
    await hold.release();
  }
  return deadLetters.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
}

import type { SQSClient } from '@aws-sdk/client-sqs';
import { UserError } from '../../cli/user-error.ts';
import { holdLetters } from './hold.ts';
import type { Letter } from './letter.ts';

/** Seconds: enough to look at a thousand letters. */
const hidden = 120;

/**
 * Looks at up to `max` letters and leaves them where they are, oldest first.
 *
 * @throws UserError when the person asks to stop
 */
export async function browse(
  sqs: SQSClient,
  url: string,
  max: number,
  signal: AbortSignal,
): Promise<readonly Letter[]> {
  const hold = holdLetters(sqs, url, hidden);
  const letters: Letter[] = [];
  try {
    for await (const some of hold.receive(max)) {
      letters.push(...some);
      if (signal.aborted) throw new UserError('Stopped. Nothing was changed.');
    }
  } finally {
    await hold.release();
  }
  return letters.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());
}

import type { SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from '../consumer-contract.ts';
import { receiptOf } from './message.ts';
import type { ConsumerRuntime } from './runtime.ts';

/** Receives after which a message may have been in a batch that crashed. A second one is chance, and costs no call. */
const SUSPECT = 3;

/**
 * A message that crashes the process takes its batch along, and SQS would show them together again each time until all
 * of them are dead, the good ones too. So before anything is handled, each that came back before is hidden for a time of
 * its own, at least the visibility timeout: after a crash they come back apart. Where the queue does not answer they
 * stay as they are.
 */
export async function separateSuspects(
  records: readonly SQSRecord[],
  { queue, random }: Pick<ConsumerRuntime, 'queue' | 'random'>,
  { visibilityTimeout }: Pick<ConsumerContract, 'visibilityTimeout'>,
): Promise<void> {
  if (records.length < 2) return;
  const suspects = records.filter((record) => receiptOf(record).attempt >= SUSPECT);
  const seconds = () => Math.ceil(visibilityTimeout * (1 + random()));
  await Promise.allSettled(suspects.map((record) => queue.postpone(record, seconds())));
}

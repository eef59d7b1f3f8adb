import type { SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from '../consumer-contract.ts';
import type { ConsumerRuntime } from './runtime.ts';

/**
 * A fair queue keeps apart what has a group; a message without one is handled all the same, and may hold up or be held
 * up by any other. Whoever sent it is to be told.
 */
export function warnOfUngrouped(
  records: readonly SQSRecord[],
  { log }: Pick<ConsumerRuntime, 'log'>,
  { fair, name, queue }: Pick<ConsumerContract, 'fair' | 'name' | 'queue'>,
): void {
  if (!fair) return;
  const messageIds = records.flatMap(({ messageId, attributes }) =>
    attributes.MessageGroupId === undefined ? [messageId] : [],
  );
  if (messageIds.length > 0) log.warn('messages of a fair queue have no group', { consumer: name, queue, messageIds });
}

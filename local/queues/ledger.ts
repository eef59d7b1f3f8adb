import { type JsonObject, list, object, text } from '../json.ts';

/**
 * Remembers of each message what the engine forgets: its group on a standard queue, and the queue it was in before a
 * redrive policy moved it (a moved message keeps its id).
 */
export interface Ledger {
  sent(queueArn: string, messageId: string, group: string | undefined): void;
  /** Adds what is remembered to the attributes of received messages. */
  received(queueArn: string, messages: readonly JsonObject[]): readonly JsonObject[];
  deleted(receiptHandle: string): void;
  /** The queue that a message was in before it came to this one. */
  sourceOf(queueArn: string, messageId: string): string | undefined;
  groupOf(messageId: string): string | undefined;
}

interface Entry {
  readonly group: string | undefined;
  readonly queue: string;
  readonly source?: string;
}

export function createLedger(): Ledger {
  const entries = new Map<string, Entry>();
  const receipts = new Map<string, string>();
  const seenIn = (queueArn: string, messageId: string): Entry => {
    const known = entries.get(messageId);
    if (known?.queue === queueArn) return known;
    const entry = { group: known?.group, queue: queueArn, ...(known === undefined ? {} : { source: known.queue }) };
    entries.set(messageId, entry);
    return entry;
  };
  return {
    sent: (queueArn, messageId, group) => {
      entries.set(messageId, { group, queue: queueArn });
    },
    received: (queueArn, messages) =>
      messages.map((message) => {
        const id = String(message.MessageId);
        receipts.set(String(message.ReceiptHandle), id);
        const { group, source } = seenIn(queueArn, id);
        if (message.Attributes === undefined) return message;
        const attributes = {
          ...object(message.Attributes),
          ...(group === undefined ? {} : { MessageGroupId: group }),
          ...(source === undefined ? {} : { DeadLetterQueueSourceArn: source }),
        };
        return { ...message, Attributes: attributes };
      }),
    deleted: (receiptHandle) => {
      const id = receipts.get(receiptHandle);
      receipts.delete(receiptHandle);
      if (id !== undefined) entries.delete(id);
    },
    sourceOf: (queueArn, messageId) => {
      const entry = entries.get(messageId);
      return entry === undefined || entry.queue === queueArn ? entry?.source : entry.queue;
    },
    groupOf: (messageId) => entries.get(messageId)?.group,
  };
}

/** Each message that an answer says was taken, with the group its entry in the request names. */
export function sentMessages(
  input: JsonObject,
  answer: JsonObject,
): readonly (readonly [string, string | undefined])[] {
  const single = text(answer.MessageId);
  if (single !== undefined) return [[single, text(input.MessageGroupId)]];
  const groups = new Map(list(input.Entries).map((entry) => [object(entry).Id, text(object(entry).MessageGroupId)]));
  return list(answer.Successful).map((result) => {
    const { Id, MessageId } = object(result);
    return [String(MessageId), groups.get(Id)];
  });
}

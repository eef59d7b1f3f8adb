import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { holdDeadLetters } from '../../ops/dlq/hold.ts';
import { answering } from './support.ts';

/** An answer with these messages, each as `id` or as `id/handle`. */
const batch = (...names: readonly string[]) => ({
  Messages: names.map((name) => {
    const [MessageId, handle = 'first'] = name.split('/');
    return { MessageId, ReceiptHandle: `${MessageId}-${handle}`, Body: '{}' };
  }),
});

function holding(...batches: readonly object[]) {
  const { sent, send } = answering({ ReceiveMessageCommand: [...batches, {}] });
  const hold = holdDeadLetters({ send } as unknown as SQSClient, 'url', 60);
  const inputs = (name: string) => sent.filter((call) => call.name === name).map(({ input }) => Object(input));
  return {
    hold,
    inputs,
    received: async (max: number) => {
      const ids: string[] = [];
      for await (const deadLetters of hold.receive(max)) ids.push(...deadLetters.map(({ id }) => id));
      return ids;
    },
    released: async () => {
      await hold.release();
      const entries = inputs('ChangeMessageVisibilityBatchCommand').flatMap(({ Entries }) => Entries);
      expect(entries.every(({ VisibilityTimeout }) => VisibilityTimeout === 0)).toBe(true);
      return entries.map(({ ReceiptHandle }) => ReceiptHandle);
    },
  };
}

describe('dead letters on hold', () => {
  it('are received to the last one, whatever comes back in between', async () => {
    const { received } = holding(batch('a', 'b'), batch('a'), batch('b'), batch('a', 'b'), batch('c'));
    expect(await received(3)).toEqual(['a', 'b', 'c']);
  });

  it('end with two empty answers in a row', async () => {
    const { received, inputs } = holding(batch('a'), {}, batch('b'), {}, {}, batch('c'));
    expect(await received(9)).toEqual(['a', 'b']);
    expect(inputs('ReceiveMessageCommand')).toHaveLength(5);
  });

  it('are asked for up to the number that is wanted, and stay hidden as long as was said', async () => {
    const { received, inputs } = holding(batch('a', 'b'), batch('c'));
    await received(3);
    expect(inputs('ReceiveMessageCommand')).toMatchObject([
      { MaxNumberOfMessages: 3, VisibilityTimeout: 60 },
      { MaxNumberOfMessages: 1, VisibilityTimeout: 60 },
    ]);
  });

  it('are released by the handle that each came with last', async () => {
    const { hold, received, released } = holding(batch('a', 'b'), batch('a/second'), batch('c'));
    await received(3);
    expect(hold.size).toBe(3);
    expect(await released()).toEqual(['a-second', 'b-first', 'c-first']);
  });

  it('are deleted by that handle too, and then neither released nor received again', async () => {
    const { hold, inputs, released } = holding(batch('a'), batch('a/second', 'b'), batch('a/third'), batch('c'));
    const ids: string[] = [];
    for await (const deadLetters of hold.receive(3)) {
      ids.push(...deadLetters.map(({ id }) => id));
      if (ids.at(-1) === 'b') await hold.delete({ ...deadLetters[0], id: 'a' } as (typeof deadLetters)[number]);
    }
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(inputs('DeleteMessageCommand')).toMatchObject([{ ReceiptHandle: 'a-second' }]);
    expect(await released()).toEqual(['b-first', 'c-first']);
  });

  it('are released ten at a time', async () => {
    const { received, inputs, released } = holding(batch(...'abcdefghij'.split('')), batch('k'));
    await received(11);
    expect(await released()).toHaveLength(11);
    expect(inputs('ChangeMessageVisibilityBatchCommand').map(({ Entries }) => Entries.length)).toEqual([10, 1]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HeldMessage, InFlight } from '../../../local/queues/engine-queue.ts';
import { quietGroupsFirst } from '../../../local/queues/fairness.ts';
import { type Queues, startQueues } from '../../../local/queues/queues.ts';
import { queueNamed } from '../fixtures/queue.ts';

describe('a fair queue', () => {
  const queue = queueNamed('fair');
  let queues: Queues;
  beforeEach(async () => {
    queues = await startQueues([queue], queue.region);
  });
  afterEach(() => queues.close());

  const send = (bodies: readonly string[], group?: string) =>
    queues.call('SendMessageBatch', {
      QueueUrl: queue.url,
      Entries: bodies.map((MessageBody, index) => ({
        Id: String(index),
        MessageBody,
        ...(group === undefined ? {} : { MessageGroupId: group }),
      })),
    });
  const receive = async (MaxNumberOfMessages: number) => {
    const asked = { MaxNumberOfMessages, MessageSystemAttributeNames: ['All'] };
    const { body } = await queues.call('ReceiveMessage', { QueueUrl: queue.url, ...asked });
    const messages = (body.Messages ?? []) as readonly { Body: string; Attributes: { MessageGroupId?: string } }[];
    return messages.map(({ Body, Attributes }) => `${Attributes.MessageGroupId ?? '-'} ${Body}`);
  };

  it('hands out what a quiet group sends before the thousand messages of one whose work is slow', async () => {
    for (let sent = 0; sent < 100; sent++) {
      await send(
        Array.from({ length: 10 }, (_, index) => `n${sent * 10 + index}`),
        'noisy',
      );
    }
    await receive(10);
    await send(['q0', 'q1'], 'quiet');
    await send(['alone']);

    expect(await receive(4)).toEqual(['quiet q0', 'quiet q1', '- alone', 'noisy n10']);
  });

  it('keeps the order in which messages came while no group has more than its share', async () => {
    await send(['a0', 'a1', 'a2', 'a3'], 'a');
    await receive(2);
    await send(['b0'], 'b');

    expect(await receive(3)).toEqual(['a a2', 'a a3', 'b b0']);
  });

  it('gives each message of a batch its own group before anyone can receive it', async () => {
    const waiting = queues.call('ReceiveMessage', {
      QueueUrl: queue.url,
      WaitTimeSeconds: 5,
      MaxNumberOfMessages: 2,
      MessageSystemAttributeNames: ['All'],
    });
    const Entries = ['x', 'y'].map((group) => ({ Id: group, MessageBody: 'same', MessageGroupId: group }));
    await queues.call('SendMessageBatch', { QueueUrl: queue.url, Entries });
    const first = (await waiting).body.Messages as readonly { Attributes: { MessageGroupId?: string } }[];
    const groups = first.map(({ Attributes }) => `${Attributes.MessageGroupId} same`);

    expect([...groups, ...(await receive(2))]).toEqual(['x same', 'y same']);
  });

  it('loses and doubles no message, and leaves each group in its order', () => {
    const group = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    const held = (messageGroupId: string | undefined, index: number): HeldMessage => ({
      messageId: String(index),
      body: 'x',
      sentTimestamp: index,
      approximateReceiveCount: 0,
      ...(messageGroupId === undefined ? {} : { messageGroupId }),
    });
    fc.assert(
      fc.property(fc.array(group), fc.array(group), fc.integer({ min: 1, max: 10 }), (ready, busy, most) => {
        const before = ready.map(held);
        const inflightMessages = new Map<string, InFlight>(
          busy.map((one, index) => [
            String(index),
            { message: held(one, index), receiptHandle: String(index), visibilityDeadline: 0 },
          ]),
        );
        const state = { messages: [...before], inflightMessages };
        quietGroupsFirst(state, most);
        expect(new Set(state.messages)).toEqual(new Set(before));
        for (const name of ['a', 'b', 'c', undefined]) {
          const of = (messages: readonly HeldMessage[]) => messages.filter((one) => one.messageGroupId === name);
          expect(of(state.messages)).toEqual(of(before));
        }
      }),
    );
  });
});

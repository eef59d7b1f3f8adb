import { describe, expect, it } from '@jest/globals';
import { separateSuspects } from '../../../runtime/queue/separate-suspects.ts';
import { contract, message, recordingConsumer } from '../../../testkit/consumer-runtime.ts';

describe('messages that came back before', () => {
  it('are hidden each for a time of its own, so that they come back apart after a crash', async () => {
    const { runtime, postponed } = recordingConsumer();
    let drawn = 0;
    const random = () => drawn++ / 4;
    const [fresh, third, fourth] = [message('a'), message('b', { attempt: 3 }), message('c', { attempt: 4 })];

    await separateSuspects([fresh, third, fourth], { ...runtime, random }, contract);

    expect(postponed).toEqual([
      { message: third, seconds: 12 },
      { message: fourth, seconds: 15 },
    ]);
  });

  it('are hidden for whole seconds, and so in a batch of two', async () => {
    const { runtime, postponed } = recordingConsumer();
    const [third, fresh] = [message('b', { attempt: 3 }), message('a')];

    await separateSuspects([third, fresh], { ...runtime, random: () => 0.01 }, contract);

    expect(postponed).toEqual([{ message: third, seconds: 13 }]);
  });

  it.each([
    ['alone in its batch', [message('a', { attempt: 9 })]],
    ['back for the first time', [message('a'), message('b', { attempt: 2 })]],
  ])('cost no call when one is %s', async (_, records) => {
    const { runtime, postponed } = recordingConsumer();

    await separateSuspects(records, runtime, contract);

    expect(postponed).toEqual([]);
  });

  it('are handled all the same when the queue does not answer', async () => {
    const { runtime } = recordingConsumer();
    const queue = { ...runtime.queue, postpone: async () => Promise.reject(new Error('no answer')) };
    const records = [message('a', { attempt: 3 }), message('b', { attempt: 3 })];

    await expect(separateSuspects(records, { ...runtime, queue }, contract)).resolves.toBeUndefined();
  });
});

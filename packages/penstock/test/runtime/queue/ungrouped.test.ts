import { describe, expect, it } from '@jest/globals';
import { consumer } from '../../../runtime/queue/consumer.ts';
import { contract, event, message, recordingConsumer } from '../../../testkit/consumer-runtime.ts';
import { lambdaContext } from '../../../testkit/operation-runtime.ts';

/** What is logged of messages that have these groups, beside the line of each. */
async function logged(fair: boolean, ...groups: readonly (string | undefined)[]) {
  const { runtime, lines } = recordingConsumer();
  const Records = groups.map((group) => message(event(), group === undefined ? {} : { group }));
  const answer = await consumer(
    { ...contract, fair },
    async () => {},
    () => runtime,
  )({ Records }, lambdaContext());
  expect(answer).toEqual({ batchItemFailures: [] });
  return {
    lines: lines.filter(({ message: text }) => text !== 'message'),
    ids: Records.map(({ messageId }) => messageId),
  };
}

describe('messages of a fair queue', () => {
  it('fail to be fair without a group, and say so in one line', async () => {
    const { lines, ids } = await logged(true, undefined, 'a', undefined);

    expect((await logged(true, undefined)).lines).toHaveLength(1);
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'messages of a fair queue have no group',
        fields: { consumer: 'greet', queue: 'greetings', messageIds: [ids[0], ids[2]] },
      },
    ]);
  });

  it.each([
    ['each has a group', true, ['a', 'b']],
    ['the queue is not fair', false, [undefined]],
  ])('are not spoken of when %s', async (_case, fair, groups) => {
    expect((await logged(fair, ...groups)).lines).toEqual([]);
  });
});

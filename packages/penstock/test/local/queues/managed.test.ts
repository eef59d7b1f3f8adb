import { afterEach, describe, expect, it } from '@jest/globals';
import { object } from '../../../local/json.ts';
import { type ManagedQueues, startQueues } from '../../../local/queues/queues.ts';
import { queueNamed } from '../fixtures/queue.ts';

let queues: ManagedQueues;
afterEach(() => queues.close());

const dead = queueNamed('dead');
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
const work = queueNamed('work', { attributes: { RedrivePolicy, DelaySeconds: '5' } });

async function attributes(): Promise<unknown> {
  const { body } = await queues.call('GetQueueAttributes', { QueueUrl: work.url, AttributeNames: ['All'] });
  const { DelaySeconds, RedrivePolicy: redrive } = object(body.Attributes);
  return { DelaySeconds, redrive };
}

describe('a queue', () => {
  it('is there from when it is made to when it is deleted', async () => {
    queues = await startQueues([], 'eu-west-1');
    const send = () => queues.call('SendMessage', { QueueUrl: dead.url, MessageBody: 'one' });
    const before = await send();
    await queues.put(dead);
    const during = await send();
    await queues.remove(dead.url, false);
    const after = await send();
    await queues.put(dead);

    expect([before.status, during.status, after.status]).toEqual([400, 200, 400]);
    expect([queues.definitions, queues.depth('dead').visible]).toEqual([[dead], 0]);
  });

  it('gets other attributes with its messages in it, and its defaults back', async () => {
    queues = await startQueues([dead, work], 'eu-west-1');
    await queues.call('SendMessage', { QueueUrl: work.url, MessageBody: 'one', DelaySeconds: 0 });
    const first = await attributes();
    await queues.put({ ...work, attributes: {} });

    expect([first, await attributes()]).toEqual([
      { DelaySeconds: '5', redrive: RedrivePolicy },
      { DelaySeconds: '0', redrive: undefined },
    ]);
    expect(queues.depth('work').visible).toBe(1);
  });
});

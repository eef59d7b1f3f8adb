import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { withBackbone } from '../fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { eventually } from '../fixtures/eventually.ts';
import { clientOptions } from '../fixtures/sdk.ts';

const open: SmallCloud[] = [];
afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

interface Run {
  readonly messages: number;
  readonly concurrency: number;
  /** Milliseconds that the handler takes. */
  readonly work: number;
}

/** @returns how many invocations ran at once at the most, and in how many processes */
async function run({ messages, concurrency, work }: Run) {
  const small = await startSmallCloud({
    edit: (template) => {
      withBackbone(template);
      const more = { BatchSize: 1, ScalingConfig: { MaximumConcurrency: concurrency } };
      Object.assign(template.Resources.WorkMapping?.Properties ?? {}, more);
      Object.assign(template.Resources.Work?.Properties ?? {}, { VisibilityTimeout: 30 });
    },
    handlers: {
      Worker: `exports.handler = async () => {
        console.log('+ ' + process.pid);
        await new Promise((done) => setTimeout(done, ${work}));
        console.log('- ' + process.pid);
      };`,
      Relay: 'exports.handler = async () => {};',
    },
  });
  open.push(small);
  const queues = new SQSClient(clientOptions(small.cloud));
  const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';
  const send = (MessageBody: string) => queues.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await Promise.all(Array.from({ length: messages }, (_, index) => send(`m${index}`)));
  await eventually(
    () => small.lines.filter((line) => line.startsWith('- ')).length,
    (count) => count === messages,
  );
  let now = 0;
  const steps = small.lines.filter((line) => /^[+-] /.test(line)).map((line) => (now += line.startsWith('+') ? 1 : -1));
  return { most: Math.max(...steps), processes: new Set(small.lines.map((line) => line.slice(2))).size };
}

describe('the pollers of a queue', () => {
  it('become as many as the concurrency of the mapping while the work is slow, and no more', async () => {
    expect(await run({ messages: 28, concurrency: 8, work: 1000 })).toEqual({ most: 8, processes: 8 });
  });

  it('leave a burst of short work to a few processes', async () => {
    const { processes } = await run({ messages: 30, concurrency: 30, work: 1 });

    expect(processes).toBeLessThanOrEqual(6);
  });
});

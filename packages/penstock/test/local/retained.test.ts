import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyFolder } from '../../local/data.ts';
import { type Queues, startQueues } from '../../local/queues/queues.ts';
import { openRetained } from '../../local/retained.ts';
import { relayHandler, withBackbone } from './fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';
import { eventually } from './fixtures/eventually.ts';
import { queueNamed } from './fixtures/queue.ts';
import { clientOptions } from './fixtures/sdk.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-retained-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the messages of queues', () => {
  const dead = queueNamed('dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
  const work = queueNamed('work', { attributes: { RedrivePolicy, VisibilityTimeout: '60' } });
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  /** As after a kill: what ran before is not closed. */
  const start = async (): Promise<Queues> => {
    const retained = openRetained(join(folder, 'events.db'));
    const queues = await startQueues([dead, work], work.region, { retained: retained.messages });
    closers.push(async () => {
      await queues.close();
      retained.close();
    });
    return queues;
  };
  const receive = async (queues: Queues, { url } = work) => {
    const asked = { QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] };
    const { body } = await queues.call('ReceiveMessage', asked);
    return (body.Messages ?? []) as readonly {
      readonly Body: string;
      readonly ReceiptHandle: string;
      readonly Attributes: Readonly<Record<string, string>>;
    }[];
  };
  const show = ({ ReceiptHandle }: { readonly ReceiptHandle: string }, VisibilityTimeout = 0) => ({
    QueueUrl: work.url,
    ReceiptHandle,
    VisibilityTimeout,
  });

  it('are there after a kill, with group, age and receive count; the deleted are not', async () => {
    const before = await start();
    for (const MessageBody of ['done', 'seen', 'hidden']) {
      await before.call('SendMessage', { QueueUrl: work.url, MessageBody, MessageGroupId: `of-${MessageBody}` });
    }
    const [done, seen, hidden] = await receive(before);
    if (!done || !seen || !hidden) throw new Error('three messages were sent');
    await before.call('DeleteMessage', { QueueUrl: work.url, ReceiptHandle: done.ReceiptHandle });
    await before.call('ChangeMessageVisibility', show(seen));
    const after = await start();
    const found = await receive(after);

    expect(found.map(({ Body }) => Body)).toEqual(['seen']);
    expect(found[0]?.Attributes).toMatchObject({
      MessageGroupId: 'of-seen',
      ApproximateReceiveCount: '2',
      SentTimestamp: seen.Attributes.SentTimestamp,
    });
    expect((await after.call('ChangeMessageVisibility', show(hidden))).status).toBe(200);
    expect((await receive(after)).map(({ Body }) => Body)).toEqual(['hidden']);
  });

  it('are in the dead-letter queue after a kill if they were before, and know where they come from', async () => {
    const before = await start();
    await before.call('SendMessage', { QueueUrl: work.url, MessageBody: 'bad' });
    for (let time = 0; time < 3; time++) {
      for (const message of await receive(before)) await before.call('ChangeMessageVisibility', show(message));
    }
    const after = await start();
    const [found] = await receive(after, dead);

    expect(await after.messages('work')).toEqual([]);
    expect([found?.Body, found?.Attributes.DeadLetterQueueSourceArn]).toEqual(['bad', work.arn]);
  });
});

describe('a local cloud that is started again', () => {
  const open: SmallCloud[] = [];
  afterEach(async () => {
    for (const { close } of open.splice(0)) await close();
  });
  const start = async (answer: string) => {
    const small = await startSmallCloud({ edit: withBackbone, handlers: working(answer) }, { dataDir: folder });
    open.push(small);
    return small;
  };
  const working = (answer: string) => ({
    Worker: `exports.handler = async ({ Records }) => {
      for (const { body } of Records) console.log('worked ' + JSON.parse(body).id);
      ${answer}
    };`,
    Relay: relayHandler,
  });
  const failing = 'return { batchItemFailures: Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };';
  const put = (cloud: Parameters<typeof clientOptions>[0], id: string) =>
    new EventBridgeClient(clientOptions(cloud)).send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: 'things', Source: 'test.things', DetailType: 'thing.made', Detail: JSON.stringify({ id }) },
        ],
      }),
    );

  it('does what was left to do when it was stopped, and replays what was archived before', async () => {
    const first = await start(failing);
    await put(first.cloud, 'waiting');
    await eventually(
      () => first.lines,
      (lines) => lines.includes('worked waiting'),
    );
    await first.close();
    const second = await start('');
    await eventually(
      () => second.lines.filter((line) => line === 'worked waiting').length,
      (count) => count === 1,
    );
    await new EventBridgeClient(clientOptions(second.cloud)).send(
      new StartReplayCommand({
        ReplayName: 'again',
        EventSourceArn: 'arn:aws:events:eu-west-1:000000000000:archive/things',
        EventStartTime: new Date(Date.now() - 60_000),
        EventEndTime: new Date(),
        Destination: { Arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/things' },
      }),
    );
    await eventually(
      () => second.lines.filter((line) => line === 'worked waiting').length,
      (count) => count === 2,
    );
  });

  it('delivers what it had accepted when it was killed', async () => {
    const fixture = join(import.meta.dirname, 'fixtures/killed-bus.ts');
    const child = spawn(process.execPath, [fixture, join(folder, 'events.db')], { stdio: 'inherit' });
    const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)));
    const { lines } = await start('');
    await eventually(
      () => lines,
      (found) => found.includes('worked accepted'),
    );

    expect(signal).toBe('SIGKILL');
  });

  it('has nothing left of its queues and archives when it starts afresh', async () => {
    const first = await start(failing);
    await put(first.cloud, 'gone');
    await first.close();
    const before = await readdir(folder);
    emptyFolder(folder);

    expect(before).toContain('events.db');
    expect((await readdir(folder)).filter((name) => name.startsWith('events'))).toEqual([]);
  });
});

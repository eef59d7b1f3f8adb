import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeadLetter } from '../../ops/dlq/dead-letter.ts';
import { findDeadLetterQueue } from '../../ops/dlq/dead-letter-queues.ts';
import { drop } from '../../ops/dlq/drop.ts';
import { redrive } from '../../ops/dlq/redrive.ts';
import { hiddenFor, sweep } from '../../ops/dlq/sweep.ts';
import { labelled, type OpsStage, recorded, registered, startStage } from './support.ts';

let stage: OpsStage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const yes = { dryRun: false, yes: true };
const url = 'https://sqs.eu-west-1.amazonaws.com/000000000000/penstock-local-labels-dlq';
const send = async (from: number, to: number, reason: string) => {
  for (let parcel = from; parcel < to; parcel++)
    await stage.send('labels-dlq', registered(`par_${parcel}`), { reason });
};
/** How many dead letters anybody can receive now. */
const visible = async () => {
  let count = 0;
  for (let more = true; more; ) {
    const { Messages = [] } = await stage.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    count += Messages.length;
    more = Messages.length > 0;
  }
  return count;
};

describe('a redrive of some', () => {
  it('says what it did when nothing was to be moved', async () => {
    await send(0, 1, 'malformed');
    const queue = await findDeadLetterQueue(stage, 'labels');
    const console = recorded();
    const act = async () => true;
    await sweep(
      { sqs: stage.sqs, queue, messages: 1, wanted: () => false, act, outcome: 'moved', rate: undefined },
      console,
    );
    expect(console.lines).toEqual(['0 moved, 1 kept.']);
  });

  it('says how many it kept because they came after it began, so that a clock which is behind is seen', async () => {
    await send(0, 3, 'malformed');
    await stage.send('labels-dlq', labelled('par_4'), { reason: 'invalid' });
    const queue = await findDeadLetterQueue(stage, 'labels');
    const console = recorded();
    const wanted = ({ reason }: DeadLetter) => reason === 'malformed';
    const act = async () => true;
    const behind = Date.now() - 180_000;
    await sweep(
      { sqs: stage.sqs, queue, messages: 4, wanted, act, outcome: 'moved', rate: undefined },
      console,
      behind,
    );
    expect(console.lines).toEqual([
      "0 moved, 4 kept, 3 of them since they came, or failed again, after this began by this machine's clock.",
    ]);
  });

  it('fails when somebody else looks at some of the messages, and says how many', async () => {
    await send(0, 3, 'malformed');
    await stage.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 2 }));
    const console = recorded();
    await expect(redrive(stage, { queue: 'labels', reason: 'malformed', ...yes }, console)).rejects.toThrow(
      '2 of the 3 messages in labels-dlq were not to be seen',
    );
    expect(console.lines.at(-1)).toBe('1 moved, 0 kept.');
  });

  it('moves at most so many a second', async () => {
    await send(0, 3, 'malformed');
    const console = recorded();
    await redrive(stage, { queue: 'labels', reason: 'malformed', rate: 4, ...yes }, console);
    expect(console.pauses).toEqual([250, 250, 250]);
  });

  it.each([
    [100, undefined, 130],
    [100, 500, 130],
    [100, 1, 220],
    [1_000_000, 1, 43_200],
  ])('hides %d messages at %p a second for %d s', (messages, rate, seconds) => {
    expect(hiddenFor(messages, rate)).toBe(seconds);
  });
});

describe('dlq drop', () => {
  it('deletes what is chosen and nothing else', async () => {
    await send(0, 2, 'malformed');
    await stage.send('labels-dlq', labelled('par_2'), { reason: 'invalid' });
    const console = recorded('y');
    await drop(stage, { queue: 'labels', reason: 'malformed', dryRun: false, yes: false }, console);
    expect(console.lines).toEqual([
      'The messages that are there for malformed: 2 of 3 in labels-dlq will be deleted for good, stage local.',
      'Delete them? [y/N] ',
      '~ 1 deleted of 3',
      '~ 2 deleted of 3',
      '2 deleted, 1 kept.',
    ]);
    expect(await stage.bodies('labels-dlq')).toEqual([labelled('par_2')]);
    expect(await visible()).toBe(1);
  });

  it('deletes those that are named', async () => {
    await send(0, 3, 'malformed');
    const [first, , third] = await stage.queues.messages('penstock-local-labels-dlq');
    const ids = [String(first?.messageId), String(third?.messageId)];
    await drop(stage, { queue: 'labels', ids, ...yes }, recorded());
    expect(await stage.bodies('labels-dlq')).toEqual([registered('par_1')]);
  });

  it('deletes everything where nothing is chosen, changes of items too', async () => {
    await stage.send('relay-failures', { reason: 'oversize' });
    const console = recorded();
    await drop(stage, { queue: 'relay-failures', ...yes }, console);
    expect(console.lines[0]).toBe('The only message in relay-failures will be deleted for good, stage local.');
    expect(await stage.bodies('relay-failures')).toEqual([]);
  });

  it('deletes nothing on a dry run, nor when nobody agrees', async () => {
    await send(0, 1, 'malformed');
    await drop(stage, { queue: 'labels', dryRun: true, yes: false }, recorded());
    await expect(drop(stage, { queue: 'labels', dryRun: false, yes: false }, recorded('n'))).rejects.toThrow(
      'Nothing was changed.',
    );
    expect(await stage.bodies('labels-dlq')).toHaveLength(1);
  });

  it('fails when none has an id that is named, with what there is', async () => {
    await send(0, 1, 'malformed');
    await expect(drop(stage, { queue: 'labels', ids: ['x', 'y'], ...yes }, recorded())).rejects.toThrow(
      'No message in labels-dlq is named x, y. There are: parcels.parcel.registered.v1 (malformed).',
    );
  });

  it('says so when there is nothing to delete', async () => {
    const console = recorded();
    await drop(stage, { queue: 'labels', ...yes }, console);
    expect(console.lines).toEqual(['labels-dlq is empty: there is nothing to delete.']);
  });
});

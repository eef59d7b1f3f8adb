import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  ListRulesCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type MoveAll, moveAll } from '../../ops/dlq/move-all.ts';
import { redrive } from '../../ops/dlq/redrive.ts';
import { replay } from '../../ops/replay/replay.ts';
import type { Target } from '../../ops/target.ts';
import { answering, type OpsStage, recorded, registered, startStage, stoppedAt } from './support.ts';

let stage: OpsStage;
beforeEach(async () => {
  stage = await startStage();
  for (const parcel of ['par_1', 'par_2', 'par_3']) await stage.send('labels-dlq', registered(parcel), { reason: 'x' });
});
afterEach(() => stage.close());

const yes = { dryRun: false, yes: true };
const arn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:penstock-local-${name}`;

describe('a move of all by a task of SQS', () => {
  it('is cancelled by Ctrl-C, and says how far it came', async () => {
    const console = stoppedAt(/^[1-9] of 3 moved/);
    await expect(redrive(stage, { queue: 'labels', rate: 1, ...yes }, console)).rejects.toThrow(
      /^Stopped after [12] messages; the others are still there\.$/,
    );
    const left = await stage.bodies('labels-dlq');
    expect(left.length + (await stage.bodies('labels')).length).toBe(3);
    expect(left.length).toBeGreaterThan(0);
  });

  it('takes the rate along', async () => {
    await redrive(stage, { queue: 'labels', rate: 400, ...yes }, recorded());
    const { Results } = await stage.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arn('labels-dlq') }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', MaxNumberOfMessagesPerSecond: 400 }]);
  });

  it('fails while another one runs', async () => {
    await stage.sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arn('labels-dlq'),
        DestinationArn: arn('labels'),
        MaxNumberOfMessagesPerSecond: 1,
      }),
    );
    await expect(redrive(stage, { queue: 'labels', ...yes }, recorded())).rejects.toThrow(
      'Messages of this queue are being moved already. Wait until that is over.',
    );
  });

  it.each([
    ['with the reason of SQS', { FailureReason: 'AccessDenied' }, 'The move failed after 2 messages: AccessDenied.'],
    ['without one', {}, 'The move failed after 2 messages: SQS does not say why.'],
  ])('fails when the task does, %s', async (_, reason, message) => {
    const task = { Status: 'FAILED', ApproximateNumberOfMessagesMoved: 2, ...reason };
    const sqs = answering({ ListMessageMoveTasksCommand: [{ Results: [task] }] });
    const move = { sqs, source: 'a', destination: 'b', messages: 3, rate: undefined } as unknown as MoveAll;
    await expect(moveAll(move, recorded())).rejects.toThrow(message);
  });
});

describe('a redrive of some', () => {
  it('ends by Ctrl-C after the message that is on its way, and shows the others again', async () => {
    const options = { queue: 'labels', reason: 'x', rate: 1, ...yes };
    await expect(redrive(stage, options, stoppedAt(/^1 moved/))).rejects.toThrow(
      'Stopped after 1 messages; the others are still there.',
    );
    expect(await stage.bodies('labels')).toHaveLength(1);
    const console = recorded();
    await redrive(stage, { queue: 'labels', reason: 'x', ...yes }, console);
    expect(console.lines.at(-1)).toBe('2 moved, 0 kept.');
  });
});

describe('a replay', () => {
  const now = new Date('2026-11-22T13:00:00Z');
  const times = { from: new Date('2026-11-22T11:00:00Z'), to: new Date('2026-11-22T12:00:00Z') };
  const half = new Date('2026-11-22T11:30:00Z');
  const over = (...states: readonly object[]) => {
    const events = answering({
      [DescribeArchiveCommand.name]: [{ ArchiveArn: 'archive', EventSourceArn: 'bus', EventCount: 8 }],
      [ListRulesCommand.name]: [{ Rules: [{ Name: 'penstock-local-fanOut', Arn: 'rule' }] }],
      [DescribeReplayCommand.name]: states,
    });
    return { events, target: { ...stage, events } as unknown as Target };
  };

  it('is cancelled by Ctrl-C, and says how far it came', async () => {
    const running = { State: 'RUNNING', EventLastReplayedTime: half };
    const { events, target } = over(running, { ...running, State: 'CANCELLED' });
    await expect(replay(target, { ...times, ...yes }, stoppedAt(/running, 50%$/), now)).rejects.toThrow(
      'Stopped before events after 2026-11-22T11:30:00.000Z.',
    );
    expect(events.sent.map(({ name }) => name).slice(-4)).toEqual([
      StartReplayCommand.name,
      DescribeReplayCommand.name,
      CancelReplayCommand.name,
      DescribeReplayCommand.name,
    ]);
  });

  it('fails when the replay does', async () => {
    const { target } = over({ State: 'FAILED', StateReason: 'no rights' });
    await expect(replay(target, { ...times, ...yes }, recorded(), now)).rejects.toThrow(
      'The replay failed before any event: no rights.',
    );
  });

  it('completes although Ctrl-C came too late to cancel it', async () => {
    const { events, target } = over({ State: 'RUNNING' }, { State: 'COMPLETED' });
    const refusing = async (command: Parameters<typeof events.send>[0]) => {
      if (command instanceof CancelReplayCommand) throw new Error('it is COMPLETED');
      return events.send(command);
    };
    const console = stoppedAt(/running, 0%$/);
    await replay({ ...target, events: { send: refusing } } as unknown as Target, { ...times, ...yes }, console, now);
    expect(console.lines.at(-1)).toMatch(/completed, 100%$/);
  });
});

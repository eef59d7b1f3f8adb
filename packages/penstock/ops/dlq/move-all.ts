import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';

export interface MoveAll {
  readonly sqs: SQSClient;
  /** ARNs. The destination is named because messages that a consumer sent here itself have no source of their own. */
  readonly source: string;
  readonly destination: string;
  readonly messages: number;
  readonly rate: number | undefined;
}

/** Milliseconds between two looks at a task. */
const interval = 500;
const over = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);

/**
 * Has SQS move every message, and waits for it. Interrupted, it stops the task.
 *
 * @throws UserError when a task runs already, or when it fails
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export async function moveAll(move: MoveAll, console: Console): Promise<void> {
  const { sqs, source, messages } = move;
  const handle = await start(move);
  for (;;) {
    const task = await statusOf(sqs, source);
    const moved = Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
    console.progress(`${moved} of ${messages} moved`);
    if (task === undefined || over.has(task.Status ?? '')) {
      console.done();
      return conclude(task, moved);
    }
    if (console.signal.aborted && task.Status === 'RUNNING') {
      await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: handle })).catch(() => {});
    }
    await sleep(interval);
  }
}

async function start({ sqs, source, destination, rate }: MoveAll): Promise<string | undefined> {
  try {
    const { TaskHandle } = await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: source,
        DestinationArn: destination,
        ...(rate !== undefined && { MaxNumberOfMessagesPerSecond: rate }),
      }),
    );
    return TaskHandle;
  } catch (error) {
    const running = (await statusOf(sqs, source))?.Status === 'RUNNING';
    if (running) throw new UserError('Messages of this queue are being moved already. Wait until that is over.');
    throw error;
  }
}

async function statusOf(sqs: SQSClient, source: string): Promise<ListMessageMoveTasksResultEntry | undefined> {
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: source, MaxResults: 1 }));
  return Results[0];
}

function conclude(task: ListMessageMoveTasksResultEntry | undefined, moved: number): void {
  if (task?.Status === 'FAILED') {
    throw new UserError(`The move failed after ${moved} messages: ${task.FailureReason ?? 'SQS does not say why'}.`);
  }
  if (task?.Status === 'CANCELLED') throw new UserError(`Stopped after ${moved} messages; the others are still there.`);
}

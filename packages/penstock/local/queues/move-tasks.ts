import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageName, type NotifyHop } from '../hops.ts';
import { isObject, type JsonObject, list, number, object, text } from '../json.ts';
import type { QueueDefinition } from './definition.ts';
import type { QueueReply } from './engine.ts';

/** The operations that move messages out of a dead-letter queue; the engine has none of them. */
export interface MoveTasks {
  readonly operations: Readonly<Record<string, (input: JsonObject) => QueueReply>>;
  close(): void;
}

interface Surroundings {
  readonly definitions: () => readonly QueueDefinition[];
  find(arn: string): QueueDefinition | undefined;
  call(operation: string, input: JsonObject): Promise<QueueReply>;
  readonly notify: NotifyHop;
}

interface Task {
  readonly handle: string;
  readonly source: QueueDefinition;
  readonly destination: QueueDefinition | undefined;
  readonly rate: number | undefined;
  readonly toMove: number;
  readonly started: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  moved: number;
  failure?: string;
}

/** Messages a second where the request names no rate: AWS chooses up to 500. */
const fastest = 500;

/**
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export function createMoveTasks(around: Surroundings): MoveTasks {
  const tasks: Task[] = [];
  const end = () => {
    for (const task of tasks) if (task.status === 'RUNNING') task.status = 'CANCELLING';
  };
  return {
    close: end,
    operations: {
      StartMessageMoveTask: (input) => {
        const task = createTask(input, around, tasks);
        if ('status' in task && 'body' in task) return task;
        tasks.unshift(task);
        void run(task, around);
        return { status: 200, body: { TaskHandle: task.handle } };
      },
      ListMessageMoveTasks: (input) => {
        const found = tasks.filter(({ source }) => source.arn === input.SourceArn);
        const results = found.slice(0, number(input.MaxResults) ?? 1).map(describe);
        return { status: 200, body: { Results: results } };
      },
      CancelMessageMoveTask: (input) => {
        const task = tasks.find(({ handle, status }) => handle === input.TaskHandle && status === 'RUNNING');
        if (task === undefined) return refusal('ResourceNotFoundException', 'There is no running task of that handle.');
        task.status = 'CANCELLING';
        return { status: 200, body: { ApproximateNumberOfMessagesMoved: task.moved } };
      },
    },
  };
}

function createTask(input: JsonObject, { definitions, find }: Surroundings, tasks: readonly Task[]): Task | QueueReply {
  const source = find(text(input.SourceArn) ?? '');
  const destinationArn = text(input.DestinationArn);
  const destination = destinationArn === undefined ? undefined : find(destinationArn);
  const rate = number(input.MaxNumberOfMessagesPerSecond);
  if (source === undefined || (destinationArn !== undefined && destination === undefined)) {
    return refusal('ResourceNotFoundException', 'The resource that you specified for SourceArn does not exist.');
  }
  if (!definitions().some(({ redrive }) => redrive?.target === source.arn)) {
    return refusal('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
  }
  if (rate !== undefined && (rate < 1 || rate > 500)) {
    return refusal('InvalidParameterValue', 'MaxNumberOfMessagesPerSecond must be from 1 to 500.');
  }
  if (tasks.some((task) => task.source === source && task.status === 'RUNNING')) {
    return refusal('UnsupportedOperation', 'There is already a task running. Only one active task is allowed.');
  }
  const started = Date.now();
  return { handle: randomUUID(), source, destination, rate, toMove: 0, started, status: 'RUNNING', moved: 0 };
}

async function run(task: Task, around: Surroundings): Promise<void> {
  const pause = 1000 / (task.rate ?? fastest);
  try {
    Object.assign(task, { toMove: await visibleMessages(task.source, around) });
    while (task.status === 'RUNNING' && task.moved < task.toMove) {
      const message = await receive(task.source, around);
      if (message === undefined) break;
      await move(task, message, around);
      if (task.failure !== undefined) return;
      await sleep(pause, undefined, { ref: false });
    }
    task.status = task.status === 'RUNNING' ? 'COMPLETED' : 'CANCELLED';
  } catch (error) {
    Object.assign(task, { status: 'FAILED', failure: String(error) });
  }
}

async function visibleMessages({ url }: QueueDefinition, { call }: Surroundings): Promise<number> {
  const input = { QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] };
  const { body } = await call('GetQueueAttributes', input);
  return number(object(body.Attributes).ApproximateNumberOfMessages) ?? 0;
}

async function receive({ url }: QueueDefinition, { call }: Surroundings): Promise<JsonObject | undefined> {
  const names = { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] };
  const { body } = await call('ReceiveMessage', { QueueUrl: url, MaxNumberOfMessages: 1, ...names });
  return list(body.Messages).find(isObject);
}

/** A moved message is a new one: other id, new age, received never. */
async function move(task: Task, message: JsonObject, around: Surroundings): Promise<void> {
  const { find, call, notify } = around;
  const attributes = object(message.Attributes);
  const target = task.destination ?? find(text(attributes.DeadLetterQueueSourceArn) ?? '');
  const receipt = { QueueUrl: task.source.url, ReceiptHandle: message.ReceiptHandle };
  if (target === undefined) {
    // A message that was sent to the dead-letter queue itself has no source to go back to.
    await call('ChangeMessageVisibility', { ...receipt, VisibilityTimeout: 0 });
    Object.assign(task, { status: 'FAILED', failure: 'CouldNotDetermineMessageSource' });
    return;
  }
  const group = text(attributes.MessageGroupId);
  const sent = await call('SendMessage', {
    QueueUrl: target.url,
    MessageBody: message.Body,
    ...(message.MessageAttributes === undefined ? {} : { MessageAttributes: message.MessageAttributes }),
    ...(group === undefined ? {} : { MessageGroupId: group }),
  });
  if (sent.status !== 200) {
    await call('ChangeMessageVisibility', { ...receipt, VisibilityTimeout: 0 });
    Object.assign(task, { status: 'FAILED', failure: String(sent.body.message) });
    return;
  }
  const named = messageName(message.Body, message.MessageId);
  notify({ from: `queue ${task.source.name}`, to: `queue ${target.name}`, ...named, what: `${named.what} moved back` });
  await call('DeleteMessage', receipt);
  task.moved++;
}

function describe(task: Task): JsonObject {
  return {
    ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: task.source.arn,
    ...(task.destination === undefined ? {} : { DestinationArn: task.destination.arn }),
    ...(task.rate === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.rate }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure === undefined ? {} : { FailureReason: task.failure }),
    StartedTimestamp: task.started,
  };
}

function refusal(type: string, message: string): QueueReply {
  return { status: 400, body: { __type: `com.amazonaws.sqs#${type}`, message } };
}

import type { Access } from '../endpoint/actions.ts';
import { type AwsService, jsonAnswer } from '../endpoint/service.ts';
import type { NotifyHop } from '../hops.ts';
import { evaluateResourcePolicy } from '../iam/resource-policy.ts';
import { type JsonObject, text, texts } from '../json.ts';
import { resourceDecision } from '../kms/keys.ts';
import { queueKeyActions, viaSqs } from '../kms/queue-access.ts';
import { localQueueUrl } from './local-url.ts';
import type { Queues } from './queues.ts';
import { notifySent } from './sent-hops.ts';

/** IAM's action where it is not the operation's name: batches are allowed as their single twins are. */
const actions: Readonly<Record<string, string>> = {
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  GetQueueAttributes: 'GetQueueAttributes',
  GetQueueUrl: 'GetQueueUrl',
  ListMessageMoveTasks: 'ListMessageMoveTasks',
  ListQueues: 'ListQueues',
  PurgeQueue: 'PurgeQueue',
  ReceiveMessage: 'ReceiveMessage',
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
};

/**
 * SQS behind the local endpoint.
 *
 * @param endpointUrl of that endpoint, where functions are to send to
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export function createSqsService(
  queues: Queues,
  region: string,
  account: string,
  notify: NotifyHop = () => {},
  endpointUrl: () => string | undefined = () => undefined,
): AwsService {
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
  const byUrl = (input: JsonObject) => {
    const url = text(input.QueueUrl) ?? '';
    return queues.find(url)?.arn ?? arnOf(url.split('/').at(-1) ?? '');
  };
  /** The member that names the queue of an operation: no other one may, whatever the request has beside it. */
  const queueArn = (operation: string, input: JsonObject) => {
    if (operation === 'ListQueues') return '*';
    if (operation === 'GetQueueUrl') return arnOf(text(input.QueueName) ?? '');
    return operation.endsWith('MoveTask') || operation.endsWith('MoveTasks')
      ? (text(input.SourceArn) ?? '')
      : byUrl(input);
  };
  const on = (action: string, resource: string): Access => ({ action: `sqs:${action}`, resource });
  return {
    target: 'AmazonSQS',
    prefix: 'sqs',
    deniedStatus: 403,
    accesses: (operation, input) => {
      if (operation === 'StartMessageMoveTask') {
        return moveAccesses(on, queueArn(operation, input), text(input.DestinationArn));
      }
      // A task's handle says nothing of its queue.
      if (operation === 'CancelMessageMoveTask') return [on(operation, arnOf('*'))];
      const action = actions[operation];
      if (action === undefined) return undefined;
      const resource = queueArn(operation, input);
      const key = queues.find(resource)?.key?.arn;
      const keyAccesses =
        key === undefined ? [] : queueKeyActions(action).map((name) => ({ action: name, resource: key }));
      return [on(action, resource), ...keyAccesses];
    },
    resourceDecision: (caller, { action, resource }) => {
      const principal = caller.kind === 'function' ? caller.fn.role.arn : `arn:aws:iam::${account}:root`;
      if (action.startsWith('kms:')) return keyDecision(queues, principal, { action, resource });
      const policy = queues.find(resource)?.policy ?? [];
      const decision = evaluateResourcePolicy(policy, { principal }, action, resource, account);
      return decision === 'implicit-deny' ? undefined : decision;
    },
    answer: async (operation, input, _, caller) => {
      const { status, body } = await queues.call(operation, input);
      const queue = queues.find(text(input.QueueUrl) ?? '');
      if (status === 200 && queue !== undefined && operation.startsWith('SendMessage')) {
        notifySent(caller.kind === 'function' ? caller.fn.name : caller.kind, queue, input, body, notify);
      }
      const endpoint = caller.kind === 'function' ? endpointUrl() : undefined;
      return jsonAnswer(status, endpoint === undefined ? body : withLocalUrls(body, endpoint, region));
    },
  };
}

/** Of GetQueueUrl and ListQueues. */
function withLocalUrls(body: JsonObject, endpoint: string, region: string): JsonObject {
  const { QueueUrl, QueueUrls } = body;
  const local = (url: string) => localQueueUrl(url, endpoint, region);
  return {
    ...body,
    ...(typeof QueueUrl === 'string' ? { QueueUrl: local(QueueUrl) } : {}),
    ...(QueueUrls === undefined ? {} : { QueueUrls: texts(QueueUrls).map(local) }),
  };
}

function keyDecision({ definitions }: Queues, principal: string, { action, resource }: Access) {
  const queue = definitions.find(({ key }) => key?.arn === resource);
  return queue === undefined
    ? undefined
    : resourceDecision(queue.key, { principal, viaService: viaSqs(queue) }, action);
}

/** Moving takes what receiving, deleting and sending take. */
function moveAccesses(
  on: (action: string, resource: string) => Access,
  source: string,
  destination: string | undefined,
): readonly Access[] {
  return [
    ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) =>
      on(action, source),
    ),
    ...(destination === undefined ? [] : [on('SendMessage', destination)]),
  ];
}

import { evaluate } from '../iam/policy.ts';
import { lackingOn } from '../kms/keys.ts';
import { queueKeyActions, viaSqs } from '../kms/queue-access.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { QueueDefinition } from '../queues/definition.ts';

/** A condition of a mapping, and what is said where it is broken. */
export type Check = readonly [broken: boolean, message: string, at: string];

/** What the poller, which works with the function's role, asks for; any of the resources does. */
interface Needed {
  readonly action: string;
  readonly resources: readonly string[];
}

export function queueAccess(queue: string): readonly Needed[] {
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  return actions.map((action) => ({ action, resources: [queue] }));
}

/**
 * ListStreams has no resource of its own, yet AWS's example policy for it names the stream.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-example-lamda-process-dynamodb-streams.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function streamAccess(stream: string): readonly Needed[] {
  const onStream = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  return [
    ...onStream.map((action) => ({ action, resources: [stream] })),
    { action: 'dynamodb:ListStreams', resources: ['*', stream] },
  ];
}

/** In the words of CreateEventSourceMapping, with the role and what it lacks. */
export function pollerAccess(
  { role }: FunctionDefinition,
  needed: readonly Needed[],
  refusal: (found: { readonly lacking: readonly Needed[] }) => string,
): Check {
  const lacking = needed.filter(
    ({ action, resources }) => !resources.some((resource) => evaluate(role.statements, action, resource) === 'allowed'),
  );
  const grants = lacking.map(({ action, resources }) => `${action} on ${resources[0]}`).join(' and ');
  const message = () => `${refusal({ lacking })} Role ${role.name} of the function lacks ${grants}.`;
  return [lacking.length > 0, lacking.length > 0 ? message() : '', 'FunctionName'];
}

/** The key of a queue that the poller reads, or sends what it gives up to. */
export function keyAccess({ role }: FunctionDefinition, queue: QueueDefinition, action: string): Check {
  const { key } = queue;
  const lacking = key === undefined ? [] : lackingOn(key, role, queueKeyActions(action), viaSqs(queue));
  const message = `Role ${role.name} of the function may not ${lacking.join(' and ')} with key ${key?.arn} of queue ${queue.name}.`;
  return [lacking.length > 0, message, 'FunctionName'];
}

import type { QueueDefinition } from '../queues/definition.ts';

/**
 * What a call of SQS takes on the key of its queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  ReceiveMessage: ['kms:Decrypt'],
  SendMessage: ['kms:GenerateDataKey', 'kms:Decrypt'],
};

/** @param action without its prefix, e.g. `SendMessage` */
export function queueKeyActions(action: string): readonly string[] {
  return keyActions[action] ?? [];
}

/** As `kms:ViaService` names SQS. */
export function viaSqs({ region }: QueueDefinition): string {
  return `sqs.${region}.amazonaws.com`;
}

/** Why a service can't send to a queue although the queue's policy lets it, if it can't. */
export function sendingProblem(queue: QueueDefinition, principal: string, sourceArn: string): string | undefined {
  const { key } = queue;
  const lacking = queueKeyActions('SendMessage').filter(
    (action) =>
      key !== undefined && key.decide({ principal, sourceArn, viaService: viaSqs(queue) }, action) !== 'allowed',
  );
  if (key === undefined || lacking.length === 0) return undefined;
  return `its messages would be lost: the policy of key ${key.arn} of queue ${queue.name} does not allow ${principal} ${lacking.join(' and ')}.`;
}

import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const sqsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::SQS::Queue': {
    properties: {
      DelaySeconds: 'any',
      FifoQueue: [false],
      KmsDataKeyReusePeriodSeconds: 'any',
      KmsMasterKeyId: 'any',
      MaximumMessageSize: 'any',
      MessageRetentionPeriod: 'any',
      QueueName: 'any',
      ReceiveMessageWaitTimeSeconds: 'any',
      RedriveAllowPolicy: { redrivePermission: ['allowAll', 'denyAll', 'byQueue'], sourceQueueArns: 'any' },
      RedrivePolicy: { deadLetterTargetArn: 'any', maxReceiveCount: 'any' },
      SqsManagedSseEnabled: 'any',
      Tags: 'any',
      VisibilityTimeout: 'any',
    },
    replacedBy: ['FifoQueue', 'QueueName'],
    ref: queueUrl,
    attributes: {
      Arn: (queue) => arn(queue, 'sqs', queueName(queue)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
  },
  'AWS::SQS::QueuePolicy': {
    properties: { PolicyDocument: 'any', Queues: 'any' },
    ref: idOf,
    attributes: { Id: idOf },
  },
};

function queueName(queue: Identity): string {
  return nameOf(queue, 'QueueName');
}

/** As AWS names it: SDKs send to their configured endpoint, and read region and name from the URL. */
function queueUrl(queue: Identity): string {
  return `https://sqs.${queue.region}.amazonaws.com/${queue.account}/${queueName(queue)}`;
}

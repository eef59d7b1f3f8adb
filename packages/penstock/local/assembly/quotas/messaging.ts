import { list } from '../../json.ts';
import { length, name, type Rule, range } from './rule.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const queue: readonly Rule[] = [
  name('QueueName', /^[\w-]+$/, 80, 'a letter, a digit, - or _'),
  range('DelaySeconds', 0, 900, ' s'),
  range('MaximumMessageSize', 1024, 1_048_576, ' bytes'),
  range('MessageRetentionPeriod', 60, 1_209_600, ' s'),
  range('ReceiveMessageWaitTimeSeconds', 0, 20, ' s'),
  range('VisibilityTimeout', 0, 43_200, ' s'),
];

/**
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 */
export const messagingQuotas: Readonly<Record<string, readonly Rule[]>> = {
  'AWS::SQS::Queue': queue,
  'AWS::Events::EventBus': [name('Name', /^[/.\w-]+$/, 256, 'a letter, a digit, /, ., - or _')],
  'AWS::Events::Rule': [
    name('Name', /^[.\w-]+$/, 64, 'a letter, a digit, ., - or _'),
    length('Targets', 5, 'targets', (value) => list(value).length),
    length('EventPattern', 4096, 'characters of JSON', (value) => JSON.stringify(value).length),
  ],
  'AWS::Events::Archive': [
    name('ArchiveName', /^[.\w-]+$/, 48, 'a letter, a digit, ., - or _'),
    range('RetentionDays', 0, Number.MAX_SAFE_INTEGER, ' days'),
  ],
};

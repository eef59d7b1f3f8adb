import { asArray, asObject } from '../../../lib/contract/json.ts';
import type { Subject } from '../../../lib/rules/rule.ts';
import { type Break, type Loose, member, propertiesOf } from './template.ts';

const queue = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::Queue', 'QueuepaymentsQueue');
const letters = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::Queue', 'QueuepaymentsDeadLetters');
const policy = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::QueuePolicy', 'QueuepaymentsQueue');
const poller = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::EventSourceMapping', 'capturePayment');
const reader = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::EventSourceMapping', 'relayEvents');
const consumer = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::Function', 'capturePayment');
const rule = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Rule', 'capturePayment');
const alarm = (like: string) => (subject: Subject) => propertiesOf(subject, 'AWS::CloudWatch::Alarm', like);
const set =
  (of: (subject: Subject) => Loose, values: Loose): Break[2] =>
  (subject) =>
    Object.assign(of(subject), values);
const unset =
  (of: (subject: Subject) => Loose, name: string): Break[2] =>
  (subject) =>
    delete of(subject)[name];

/** For every inequality of a queue, and whatever else a message's safety rests on, a template that breaks it. */
export const eventBreaks: readonly Break[] = [
  [
    'consumer-parity',
    'a consumer has no queue',
    set(queue, { QueueName: 'penstock-prod-payment' }),
    'received no poller from payments to capturePayment',
  ],
  [
    'consumer-parity',
    'a queue has no consumer',
    set(poller, { EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:payments' }),
    'received no poller from payments to capturePayment',
  ],
  [
    'consumer-parity',
    'a function consumes that is not in consumers.yaml',
    set(consumer, { FunctionName: 'penstock-prod-chargeCard' }),
    'received "penstock-prod-chargeCard", expected only consumers of consumers.yaml',
  ],
  [
    'consumer-parity',
    'a consumer has another timeout than it promises',
    set(consumer, { Timeout: 9 }),
    'received 9, expected the 10 s of consumers.yaml',
  ],
  [
    'consumer-parity',
    'a queue gets other events than its consumer takes',
    (s) => Object.assign(member(rule(s), 'EventPattern'), { 'detail-type': ['orders.order.paid.v1'] }),
    'received ["orders.order.paid.v1"] for QueuepaymentsQueue',
  ],
  ['consumer-parity', 'no rule leads to a queue', set(rule, { Targets: [] }), 'expected ["orders.order.placed.v1"]'],
  [
    'consumer-parity',
    'a queue gets what the bus puts around the event',
    (s) => delete member(rule(s), 'Targets', 0).InputPath,
    'expected InputPath $.detail',
  ],
  [
    'queue-visibility',
    'messages show again while their function may still run',
    set(queue, { VisibilityTimeout: 59 }),
    'received 59 s, expected at least 60: 6 times the 10 s of the function, and the batching window of 0 s',
  ],
  [
    'queue-visibility',
    'the batching window is not counted',
    set(poller, { MaximumBatchingWindowInSeconds: 5 }),
    'received 60 s, expected at least 65',
  ],
  [
    'queue-visibility',
    'a queue leaves it to SQS',
    unset(queue, 'VisibilityTimeout'),
    'received 30 s, expected at least 60',
  ],
  [
    'poller-concurrency',
    'there are more pollers than the function may run',
    (s) => Object.assign(member(poller(s), 'ScalingConfig'), { MaximumConcurrency: 21 }),
    'received 21, expected 2 to the 20 that the function has reserved',
  ],
  [
    'poller-concurrency',
    'there are as many pollers as Lambda likes',
    unset(poller, 'ScalingConfig'),
    'received nothing, expected 2 to the 20',
  ],
  [
    'partial-batch',
    'one failure returns a whole batch to the queue',
    unset(poller, 'FunctionResponseTypes'),
    'received nothing, expected ReportBatchItemFailures',
  ],
  [
    'partial-batch',
    'one failure returns a whole batch to the stream',
    unset(reader, 'FunctionResponseTypes'),
    'received nothing, expected ReportBatchItemFailures',
  ],
  [
    'retry-window',
    'the receives are used up before the window ends',
    (s) => Object.assign(member(queue(s), 'RedrivePolicy'), { maxReceiveCount: 103 }),
    'received 103, which lasts 14355 s at the least, expected the 14400 s that capturePayment promises',
  ],
  [
    'retry-window',
    'there are more receives than SQS counts',
    (s) => Object.assign(member(queue(s), 'RedrivePolicy'), { maxReceiveCount: 1001 }),
    'in at most 1000 receives',
  ],
  [
    'retry-window',
    'the queue forgets a message that is still retried',
    set(queue, { MessageRetentionPeriod: 14_400 }),
    'received 14400 s, expected more than the 14400 s in which capturePayment retries',
  ],
  [
    'dead-letter-retention',
    'dead letters are gone when their queue would have lost them',
    set(letters, { MessageRetentionPeriod: 345_600 }),
    'received 345600 s, expected more than the 345600 s of QueuepaymentsQueue',
  ],
  [
    'dead-letters',
    'poison has nowhere to go',
    unset(queue, 'RedrivePolicy'),
    'received nothing, expected a dead letter queue of this stack',
  ],
  [
    'dead-letters',
    'any queue may use a dead letter queue',
    set(letters, { RedriveAllowPolicy: { redrivePermission: 'allowAll' } }),
    'expected leave for penstock-prod-payments alone',
  ],
  [
    'dead-letters',
    'another queue may use it',
    (s) =>
      Object.assign(member(letters(s), 'RedriveAllowPolicy'), {
        sourceQueueArns: [{ 'Fn::Join': ['', ['arn:aws:sqs:eu-west-1:', ':other']] }],
      }),
    'expected leave for penstock-prod-payments alone',
  ],
  [
    'dead-letters',
    "a service's dead letters are open to queues",
    (s) => delete propertiesOf(s, 'AWS::SQS::Queue', 'BusUndelivered').RedriveAllowPolicy,
    'received nothing, expected leave for no queue alone',
  ],
  [
    'undelivered-events',
    'an event is dropped when its queue does not take it',
    (s) => delete member(rule(s), 'Targets', 0).DeadLetterConfig,
    'received nothing, expected a queue of this stack',
  ],
  [
    'queue-protection',
    'a queue is not encrypted',
    unset(queue, 'SqsManagedSseEnabled'),
    'received nothing and no KMS key',
  ],
  [
    'queue-protection',
    'a dead letter queue takes requests without TLS',
    (s) => Object.assign(propertiesOf(s, 'AWS::SQS::QueuePolicy', 'QueuepaymentsDeadLetters'), { Queues: [] }),
    'received no policy that refuses requests without TLS',
  ],
  [
    'queue-protection',
    'EventBridge may send for any account',
    (s) => {
      const allowed = asArray(member(policy(s), 'PolicyDocument').Statement).find(
        (one) => asObject(one).Effect === 'Allow',
      );
      delete (allowed as Loose).Condition;
    },
    'received a policy that lets {"Service":"events.amazonaws.com"} send for anybody',
  ],
  [
    'queue-alarms',
    'nobody hears of dead letters',
    unset(alarm('QueuepaymentsDeadLetters'), 'MetricName'),
    'received nothing as alarm on ApproximateNumberOfMessagesVisible, expected 0',
  ],
  [
    'queue-alarms',
    'a queue may wait longer than was promised',
    set(alarm('QueuepaymentsAge'), { Threshold: 600 }),
    'received 600 as alarm on ApproximateAgeOfOldestMessage, expected 60',
  ],
  [
    'poller-alarms',
    'nobody hears of a consumer that crashes',
    unset(alarm('QueuepaymentsFailures'), 'Dimensions'),
    'received nothing as alarm on Errors, expected one',
  ],
  [
    'poller-alarms',
    'nobody hears of a stream that falls behind',
    unset(alarm('RelayLate'), 'Dimensions'),
    'received nothing as alarm on IteratorAge, expected one',
  ],
  [
    'stream-reader',
    'a change that crashes the relay takes its batch along',
    unset(reader, 'BisectBatchOnFunctionError'),
    'received nothing, expected true',
  ],
  [
    'stream-reader',
    'a change is tried for ever',
    set(reader, { MaximumRetryAttempts: -1 }),
    'received -1, expected a number',
  ],
  [
    'stream-reader',
    'the stream forgets before the reader gives up',
    set(reader, { MaximumRecordAgeInSeconds: 86_400 }),
    'received 86400, expected less than the 86400 s',
  ],
  [
    'stream-reader',
    'the changes of an order lose their order',
    set(reader, { ParallelizationFactor: 2 }),
    'received 2, expected 1',
  ],
  [
    'stream-reader',
    'what cannot be relayed is dropped',
    unset(reader, 'DestinationConfig'),
    'received nothing, expected a queue of this stack',
  ],
  [
    'stream-reader',
    'every region relays the changes of all',
    unset(reader, 'FilterCriteria'),
    'received nothing, expected a filter on the region that wrote',
  ],
];

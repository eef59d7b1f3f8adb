import type { Subject } from '../../../constructs/rules/rule.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { type Break, type Loose, member, propertiesOf, set, unset } from './template.ts';

const fourDays = 345_600;
const fourteenDays = 1_209_600;
const idOf = ({ queue }: Consumer): string => `Queue${queue.replaceAll('-', '')}`;

/** Every inequality of a consumer's queue, and whatever else its messages' safety rests on, broken by a template. */
export function queueBreaks(consumer: Consumer): readonly Break[] {
  const { name, timeout, concurrency, retryWindow, backoff, maxReceiveCount: receives } = consumer;
  const { visibilityTimeout: visibility, batchingWindow: window } = consumer;
  const id = `${idOf(consumer)}Queue`;
  const queue = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::Queue', id);
  const poller = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::EventSourceMapping', name);
  const count = (maxReceiveCount: unknown) => (subject: Subject) =>
    Object.assign(member(queue(subject), 'RedrivePolicy'), { maxReceiveCount });
  const pollers = (MaximumConcurrency: number) => (subject: Subject) =>
    Object.assign(member(poller(subject), 'ScalingConfig'), { MaximumConcurrency });
  const least = 6 * timeout + window;
  const breaks: readonly Break[] = [
    [
      'queue-visibility',
      'messages show again while their function may still run',
      set(queue, { VisibilityTimeout: least - 1 }),
      `received ${least - 1} s, expected at least ${least}: 6 times the ${timeout} s of the function`,
      id,
    ],
    [
      'queue-visibility',
      'it leaves the visibility timeout to SQS',
      (s) => {
        delete queue(s).VisibilityTimeout;
        propertiesOf(s, 'AWS::Lambda::Function', `Functions${name}`).Timeout = 20;
      },
      `received 30 s, expected at least ${120 + window}`,
      id,
    ],
    ['poller-minimum', 'it has one poller', pollers(1), 'received 1, expected at least 2', name],
    [
      'poller-concurrency',
      'it has more pollers than the function may run',
      pollers(concurrency + 1),
      `received ${concurrency + 1}, expected at most the ${concurrency} that the function has reserved`,
      name,
    ],
    [
      'poller-concurrency',
      'it has as many pollers as Lambda likes',
      unset(poller, 'ScalingConfig'),
      `received nothing, expected at most the ${concurrency}`,
      name,
    ],
    [
      'partial-batch',
      'one failure returns a whole batch to it',
      unset(poller, 'FunctionResponseTypes'),
      'received nothing, expected ReportBatchItemFailures',
      name,
    ],
    [
      'retry-window',
      'the receives are used up before the window ends',
      count(receives - 4),
      `expected the ${retryWindow} s that ${name} promises`,
      id,
    ],
    [
      'retry-window',
      'crashes use the receives up before the window ends',
      (s) => {
        queue(s).VisibilityTimeout = Math.floor(visibility / 2);
      },
      `received ${receives}, which lasts `,
      id,
    ],
    ['retry-window', 'no receive counts', count(undefined), 'received nothing, which lasts 0 s', id],
    [
      'receive-limit',
      'there are more receives than SQS counts',
      count(1001),
      'received 1001, expected at most 1000',
      id,
    ],
    [
      'queue-retention',
      'it forgets a message before its last retry',
      set(queue, { MessageRetentionPeriod: retryWindow + backoff.cap - 1 }),
      `received ${retryWindow + backoff.cap - 1} s, expected at least the ${retryWindow + backoff.cap} s until the last retry of ${name}`,
      id,
    ],
    [
      'poison-retention',
      'it drops poison that has not used up its receives',
      set(queue, { MessageRetentionPeriod: 2 * receives * visibility }),
      `expected more than the ${2 * receives * visibility} s after which a message that crashes ${name} is a dead letter`,
      id,
    ],
    [
      'poison-retention',
      'crashes hide poison for longer than it is kept',
      set(queue, { VisibilityTimeout: 43_200 }),
      `received ${fourDays} s, expected more than the ${2 * receives * 43_200} s`,
      id,
    ],
    [
      'dead-letters',
      'poison has nowhere to go',
      unset(queue, 'RedrivePolicy'),
      'received nothing, expected a dead-letter queue',
      id,
    ],
    [
      'dead-letter-age',
      'dead letters are gone when it would have lost them',
      set(queue, { MessageRetentionPeriod: fourteenDays }),
      `received ${fourteenDays} s, expected more than the ${fourteenDays} s of ${id}`,
      `${idOf(consumer)}DeadLetters`,
    ],
    [
      'queue-protection',
      'it is not encrypted',
      set(queue, { SqsManagedSseEnabled: false }),
      'received false and no KMS',
      id,
    ],
  ];
  return breaks.map(([rule, how, breakIt, expected, of]) => [rule, `${consumer.queue}: ${how}`, breakIt, expected, of]);
}

/** What a queue where messages end may lack; it is found by its name without the stage. */
export function endBreaks(name: string): readonly Break[] {
  const [, id] = Object.entries({ undelivered: 'BusUndelivered', 'relay-failures': 'RelayFailures' }).find(
    ([end]) => end === name,
  ) ?? ['', `Queue${name.replace(/-dlq$/, '').replaceAll('-', '')}DeadLetters`];
  const deadLetters = (subject: Subject): Loose => propertiesOf(subject, 'AWS::SQS::Queue', id);
  const policy = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::QueuePolicy', id);
  const breaks: readonly Break[] = [
    [
      'dead-letter-retention',
      'it forgets before anybody looks',
      set(deadLetters, { MessageRetentionPeriod: fourteenDays - 1 }),
      `received ${fourteenDays - 1} s, expected at least the ${fourteenDays} s in which somebody looks`,
    ],
    [
      'dead-letter-retention',
      'it leaves its retention to SQS',
      unset(deadLetters, 'MessageRetentionPeriod'),
      `received ${fourDays} s, expected at least the ${fourteenDays} s`,
    ],
    [
      'redrive-allow',
      'any queue may use it',
      set(deadLetters, { RedriveAllowPolicy: { redrivePermission: 'allowAll' } }),
      'received {"redrivePermission":"allowAll"}, expected permission for ',
    ],
    [
      'redrive-allow',
      'it does not say who may use it',
      unset(deadLetters, 'RedriveAllowPolicy'),
      'expected permission for ',
    ],
    [
      'redrive-allow',
      'another queue may use it',
      set(deadLetters, {
        RedriveAllowPolicy: {
          redrivePermission: 'byQueue',
          sourceQueueArns: [{ 'Fn::Join': ['', ['arn:aws:sqs:eu-west-1:', ':other']] }],
        },
      }),
      'expected permission for ',
    ],
    ['queue-protection', 'it takes requests without TLS', set(policy, { Queues: [] }), 'refuses requests without TLS'],
  ];
  return breaks.map(([rule, how, breakIt, expected]) => [
    rule,
    `${name}: ${how}`,
    breakIt,
    expected,
    rule === 'queue-protection' ? undefined : id,
  ]);
}

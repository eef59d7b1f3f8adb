import type { Subject } from '../../../constructs/rules/rule.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { type Break, propertiesOf, set, unset } from './template.ts';

const alarm = (like: string) => (subject: Subject) => propertiesOf(subject, 'AWS::CloudWatch::Alarm', like);
const relayLate = alarm('RelayparcelsLate');

/** The alarms of a queue and its consumer, missing or meaning something else. */
export function queueAlarmBreaks({ name, queue, ageObjective, lateAfter, fair, backoff }: Consumer): readonly Break[] {
  const id = `Queue${queue.replaceAll('-', '')}`;
  const age = alarm(`${id}Age`);
  const inFlight = alarm(`${id}InFlight`);
  const failures = alarm(`${id}Failures`);
  const late = alarm(`${id}Late`);
  const deadLetters = alarm(`${id}DeadLetters`);
  const metric = fair ? 'UnforeseenAge' : 'Age';
  const wanted = `${metric}, expected Maximum GreaterThanThreshold ${lateAfter * 1000} for ${backoff.cap} s`;
  const breaks: readonly Break[] = [
    [
      'queue-alarms',
      'nobody hears of dead letters',
      unset(deadLetters, 'MetricName'),
      'received nothing as alarm on ApproximateNumberOfMessagesVisible, expected Maximum GreaterThanThreshold 0',
      `${id}DeadLetters`,
    ],
    [
      'queue-alarms',
      'a second dead letter is the first one heard of',
      set(deadLetters, { Threshold: 1 }),
      'received Maximum GreaterThanThreshold 1 as alarm on ApproximateNumberOfMessagesVisible',
      `${id}DeadLetters`,
    ],
    [
      'age-alarms',
      'a message may wait longer than was promised',
      set(age, { Threshold: ageObjective + 1 }),
      `received Maximum GreaterThanThreshold ${ageObjective + 1} as alarm on ApproximateAgeOfOldestMessage, expected Maximum GreaterThanThreshold ${ageObjective}`,
      `${id}Queue`,
    ],
    [
      'age-alarms',
      'the alarm rings while all is well',
      set(age, { ComparisonOperator: 'LessThanThreshold' }),
      `received Maximum LessThanThreshold ${ageObjective}`,
      `${id}Queue`,
    ],
    [
      'queue-alarms',
      'one old message is lost in an average',
      set(age, { Statistic: 'Average' }),
      `received Average GreaterThanThreshold ${ageObjective} as alarm on ApproximateAgeOfOldestMessage, expected Maximum GreaterThanThreshold any`,
      `${id}Queue`,
    ],
    [
      'queue-alarms',
      'it is full before anybody hears of it',
      set(inFlight, { Threshold: 120_000 }),
      'as alarm on ApproximateNumberOfMessagesNotVisible, expected Maximum GreaterThanThreshold less than 120000',
      `${id}Queue`,
    ],
    [
      'poller-alarms',
      'nobody hears of a crash',
      unset(failures, 'Dimensions'),
      'received nothing as alarm on Errors, expected Sum GreaterThanThreshold 0',
      name,
    ],
    [
      'poller-alarms',
      'some crashes are taken for none',
      set(failures, { Threshold: 5 }),
      'received Sum GreaterThanThreshold 5 as alarm on Errors',
      name,
    ],
    [
      'retry-alarms',
      'nobody hears of retries',
      set(late, { Namespace: 'AWS/SQS' }),
      `nothing as alarm on ${wanted}`,
      name,
    ],
    [
      'retry-alarms',
      'the retries of another stage are heard of',
      set(late, {
        Dimensions: [
          { Name: 'Consumer', Value: name },
          { Name: 'Stage', Value: 'dev' },
        ],
      }),
      `nothing as alarm on ${wanted}`,
      name,
    ],
    ['retry-alarms', 'retries are heard of later than promised', set(late, { Threshold: 86_400_000 }), wanted, name],
    [
      'retry-alarms',
      'the alarm ends between two attempts',
      set(late, { EvaluationPeriods: 1 }),
      `received Maximum GreaterThanThreshold ${lateAfter * 1000} for 60 s as alarm on ${wanted}`,
      name,
    ],
  ];
  return breaks.map(([rule, how, breakIt, expected, of]) => [rule, `${queue}: ${how}`, breakIt, expected, of]);
}

const notDelivered = alarm('printLabelNotDelivered');
const notDeadLettered = alarm('printLabelNotDeadLettered');
const ofBus = { Name: 'EventBusName', Value: 'parcels-prod' };
const ofRule = { Name: 'RuleName', Value: 'parcels-prod-printLabel' };

/** The alarms of what a rule of the bus could not hand on. */
export const busRuleAlarmBreaks: readonly Break[] = (
  [
    ['nobody hears of an event that was not delivered', unset(notDelivered, 'MetricName'), 'FailedInvocations'],
    ['nobody hears of an event that is lost', unset(notDeadLettered, 'MetricName'), 'InvocationsFailedToBeSentToDlq'],
    [
      'its metrics are those of a rule on the default bus',
      set(notDelivered, { Dimensions: [ofRule] }),
      'FailedInvocations',
    ],
    [
      'its metrics are those of another bus',
      set(notDelivered, { Dimensions: [{ ...ofBus, Value: 'parcels-dev' }, ofRule] }),
      'FailedInvocations',
    ],
    [
      'its metrics are those of another rule',
      set(notDeadLettered, { Dimensions: [{ ...ofRule, Value: 'parcels-prod-announceParcels' }, ofBus] }),
      'InvocationsFailedToBeSentToDlq',
    ],
    ['its metrics are of another service', set(notDelivered, { Namespace: 'AWS/SQS' }), 'FailedInvocations'],
  ] as const
)
  .map(([how, breakIt, metric]): Break => {
    const expected = `received nothing as alarm on ${metric}, expected Sum GreaterThanThreshold 0`;
    return ['bus-rule-alarms', how, breakIt, expected, 'BusprintLabel'];
  })
  .concat([
    [
      'bus-rule-alarms',
      'a second event that is lost is the first one heard of',
      set(notDeadLettered, { Threshold: 1 }),
      'received Sum GreaterThanThreshold 1 as alarm on InvocationsFailedToBeSentToDlq',
      'BusprintLabel',
    ],
    [
      'bus-rule-alarms',
      'some events that were not delivered are lost in an average',
      set(notDelivered, { Statistic: 'Average' }),
      'received Average GreaterThanThreshold 0 as alarm on FailedInvocations',
      'BusprintLabel',
    ],
  ]);

/** The alarm of the stream, and what all alarms have in common. */
export const alarmBreaks: readonly Break[] = [
  [
    'poller-alarms',
    'nobody hears of a stream that falls behind',
    unset(relayLate, 'Dimensions'),
    'received nothing as alarm on IteratorAge, expected Maximum GreaterThanThreshold less than 21600000',
  ],
  [
    'poller-alarms',
    'a stream falls behind until its changes are given up',
    set(relayLate, { Threshold: 21_600_000 }),
    'received Maximum GreaterThanThreshold 21600000 as alarm on IteratorAge',
  ],
  [
    'alarm-actions',
    'an alarm rings for nobody',
    unset(relayLate, 'AlarmActions'),
    'received nothing, expected an alarm that tells somebody',
  ],
  [
    'alarm-topic',
    'nobody hears that it is over',
    unset(relayLate, 'OKActions'),
    'received nothing, expected the topic',
  ],
  [
    'alarm-topic',
    'an alarm tells another topic',
    set(relayLate, { AlarmActions: [{ 'Fn::Join': ['', ['arn:aws:sns:eu-west-1:', '1', ':other']] }] }),
    'expected the topic penstock-alarms in ',
  ],
  [
    'alarm-actions',
    'an alarm is switched off',
    set(relayLate, { ActionsEnabled: false }),
    'received false, expected an alarm that tells somebody',
    'RelayparcelsLate',
  ],
];

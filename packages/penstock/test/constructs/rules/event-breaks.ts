import { expect } from '@jest/globals';
import type { Subject } from '../../../constructs/rules/rule.ts';
import { asArray, asObject } from '../../../contract/json.ts';
import { consumers } from '../../../testkit/sample/contract.ts';
import { alarmBreaks, busRuleAlarmBreaks, queueAlarmBreaks } from './alarm-breaks.ts';
import { endBreaks, queueBreaks } from './queue-breaks.ts';
import { routeBreaks } from './route-breaks.ts';
import { type Break, type Loose, member, propertiesOf, set, unset } from './template.ts';

const queue = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::Queue', 'QueuelabelsQueue');
const policy = (subject: Subject) => propertiesOf(subject, 'AWS::SQS::QueuePolicy', 'QueuelabelsQueue');
const poller = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::EventSourceMapping', 'printLabel');
const reader = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::EventSourceMapping', 'relayParcels');
const relay = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::Function', 'relayParcels');
const consumer = (subject: Subject) => propertiesOf(subject, 'AWS::Lambda::Function', 'printLabel');
const rule = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Rule', 'printLabel');
/** The queues where messages end, without the stage's prefix. */
const ends = [...consumers.map(({ queue }) => `${queue}-dlq`), 'undelivered', 'relay-failures'];

/** For every inequality of every queue, and whatever else a message's safety rests on, a template that breaks it. */
export const eventBreaks: readonly Break[] = [
  ...consumers.flatMap(queueBreaks),
  ...ends.flatMap(endBreaks),
  ...consumers.flatMap(queueAlarmBreaks),
  ...alarmBreaks,
  ...busRuleAlarmBreaks,
  ...routeBreaks,
  [
    'consumer-parity',
    'a consumer has no queue',
    set(queue, { QueueName: 'parcels-prod-label' }),
    'received no poller from labels to printLabel',
  ],
  [
    'consumer-parity',
    'a queue has no consumer',
    set(poller, { EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:labels' }),
    'received no poller from labels to printLabel',
  ],
  [
    'consumer-parity',
    'a function consumes that is not in consumers.yaml',
    set(consumer, { FunctionName: 'parcels-prod-stampLabel' }),
    'received "parcels-prod-stampLabel", expected only consumers of consumers.yaml',
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
    (s) => Object.assign(member(rule(s), 'EventPattern'), { 'detail-type': ['parcels.parcel.labelled.v1'] }),
    'received ["parcels.parcel.labelled.v1"] for QueuelabelsQueue',
  ],
  [
    'consumer-parity',
    'a queue is not polled',
    set(poller, { Enabled: false }),
    'received false, expected a poller that polls',
  ],
  [
    'consumer-parity',
    'a rule routes nothing',
    set(rule, { State: 'DISABLED' }),
    'received "DISABLED", expected a rule that routes',
  ],
  [
    'consumer-parity',
    'no rule leads to a queue',
    set(rule, { Targets: [] }),
    'expected ["parcels.parcel.registered.v1"]',
  ],
  [
    'consumer-parity',
    'a queue gets what the bus puts around the event',
    (s) => delete member(rule(s), 'Targets', 0).InputPath,
    'expected InputPath $.detail',
  ],
  [
    'queue-visibility',
    'the batching window is not counted',
    set(poller, { MaximumBatchingWindowInSeconds: 5 }),
    'received 60 s, expected at least 65',
  ],
  [
    'partial-batch',
    'one failure returns a whole batch to the stream',
    unset(reader, 'FunctionResponseTypes'),
    'received nothing, expected ReportBatchItemFailures',
  ],
  [
    'retry-window',
    'the receives last for the window only while no attempt crashes',
    (s) => Object.assign(member(queue(s), 'RedrivePolicy'), { maxReceiveCount: 107 }),
    'received 107, which lasts 6063 s at the least, expected the 14400 s that printLabel promises',
  ],
  [
    'undelivered-events',
    'an event is dropped when its queue does not take it',
    (s) => delete member(rule(s), 'Targets', 0).DeadLetterConfig,
    'received nothing, expected a queue',
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
    'stream-reader',
    'a change that crashes the relay takes its batch along',
    unset(reader, 'BisectBatchOnFunctionError'),
    'received nothing, expected true',
  ],
  [
    'stream-relay',
    'attempts that fail at once are used up before the age ends them',
    set(reader, { MaximumRetryAttempts: 10_000 }),
    'received 10000, expected -1',
  ],
  ['stream-reader', 'nobody reads the stream', set(reader, { Enabled: false }), 'received false, expected true'],
  [
    'stream-reader',
    'a change is tried for ever',
    unset(reader, 'MaximumRecordAgeInSeconds'),
    'received nothing, expected less than the 86400 s',
  ],
  [
    'stream-reader',
    'what cannot be relayed goes where no queue is',
    (s) => {
      const events = s.stacks.find(({ name }) => name.includes('-events-'));
      const resources = Object.entries(asObject(events?.template.Resources));
      const [bus] = resources.find(([, one]) => asObject(one).Type === 'AWS::Events::EventBus') ?? [];
      expect(bus).toBeDefined();
      reader(s).DestinationConfig = { OnFailure: { Destination: { 'Fn::GetAtt': [bus, 'Arn'] } } };
    },
    'expected a queue, a topic or a bucket',
  ],
  [
    'stream-relay',
    'a region relays the changes of another',
    (s) => {
      const filter = member(reader(s), 'FilterCriteria', 'Filters', 0);
      filter.Pattern = String(filter.Pattern).replace(/\["[a-z]+-[a-z]+-\d"\]/, '["us-east-1"]');
    },
    'as the region that wrote: every region sees every change',
  ],
  [
    'stream-relay',
    'the filter is on something else',
    set(reader, { FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] } }),
    'as the region that wrote',
  ],
  [
    'stream-relay',
    'a second filter takes what every region wrote',
    (s) => (member(reader(s), 'FilterCriteria').Filters as unknown[]).push({ Pattern: '{"eventName":["INSERT"]}' }),
    'as the region that wrote',
  ],
  [
    'stream-reader',
    'the stream forgets before the reader gives up',
    set(reader, { MaximumRecordAgeInSeconds: 86_400 }),
    'received 86400, expected less than the 86400 s',
  ],
  ...[
    ['the relay keeps changes as late as Lambda gives them up', '21001', '"21001"'],
    ['the relay keeps every change that fails', '0', '"0"'],
    ['the relay keeps changes at no time', 'soon', '"soon"'],
    ['the relay is not told when to keep changes', undefined, 'nothing'],
  ].map(
    ([how = '', keepAfter, received]): Break => [
      'stream-relay',
      how,
      (s) => Object.assign(member(relay(s), 'Environment', 'Variables'), { RELAY_KEEP_AFTER: keepAfter }),
      `received ${received}, expected seconds, 600 or more below the 21600 after which Lambda gives up`,
      'relayParcels',
    ],
  ),
  [
    'stream-relay',
    'Lambda gives changes up before the relay keeps them',
    set(reader, { MaximumRecordAgeInSeconds: 19_800 }),
    'received "19800", expected seconds, 600 or more below the 19800',
    'relayParcels',
  ],
  ['stream-relay', 'changes lose their order', set(reader, { ParallelizationFactor: 2 }), 'received 2, expected 1'],
  [
    'stream-reader',
    'what cannot be relayed is dropped',
    unset(reader, 'DestinationConfig'),
    'received nothing, expected a queue, a topic or a bucket',
  ],
  [
    'stream-relay',
    'every region relays the changes of all',
    unset(reader, 'FilterCriteria'),
    'as the region that wrote: every region sees every change',
  ],
];

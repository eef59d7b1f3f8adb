import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConsumers } from '../../../contract/events/consumers.ts';
import { ContractError } from '../../../contract/finding.ts';
import { changed, findingsIn, lineIn } from './folder.ts';

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  /** Rules that the same mistake breaks as well. */
  readonly also?: readonly string[];
  /** The finding is on the first line that holds this; by default `to`. */
  readonly line?: string;
  readonly message: string;
  readonly fix: string;
}

const file = 'events/consumers.yaml';

const cases: readonly Case[] = [
  {
    name: 'no consumers',
    from: 'consumers:\n',
    to: 'consumer:\n',
    rule: 'consumers',
    line: '# What each queue promises',
    message: 'expected the member "consumers", received none',
    fix: 'Add "consumers".',
  },
  {
    name: 'a misspelled member',
    from: 'ageObjective: PT1M\n  ann',
    to: 'ageObjektive: PT1M\n  ann',
    line: 'ageObjektive',
    rule: 'consumers',
    message: 'expected no member "ageObjektive" here, only queue, events, messages, timeout, concurrency',
    fix: 'Remove or rename "ageObjektive".',
  },
  {
    name: 'a number as text',
    from: 'timeout: 10',
    to: 'timeout: 10s',
    rule: 'consumers',
    message: 'expected an integer, received "10s"',
    fix: 'Write an integer.',
  },
  {
    name: 'the same event twice',
    from: 'events: [parcels.parcel.registered.v1]',
    to: 'events: [parcels.parcel.registered.v1, parcels.parcel.registered.v1]',
    rule: 'consumers',
    message: 'expected a value that does not have duplicate items',
    fix: 'Write a value that does not have duplicate items',
  },
  {
    name: 'a name that is no name of a function',
    from: '  printLabel:',
    to: '  print-label:',
    rule: 'consumer-name',
    message: 'expected a consumer\'s name in camelCase, 2 to 40 letters and digits, received "print-label"',
    fix: 'as in printLabel',
  },
  {
    name: 'the name of an operation',
    from: '  printLabel:',
    to: '  createparcel:',
    rule: 'consumer-name',
    message: 'expected a free name, received "createparcel", which is an operation of the API',
    fix: 'Rename the consumer.',
  },
  {
    name: "the relay's name",
    from: '  printLabel:',
    to: '  relayEvents:',
    rule: 'consumer-name',
    message: 'expected a free name, received "relayEvents", which is the function that relays events',
    fix: 'Rename the consumer.',
  },
  {
    name: 'a queue name that SQS would refuse',
    from: 'queue: labels',
    to: 'queue: labels.v1',
    rule: 'queue',
    message: 'printLabel: expected a queue in kebab-case of at most 40 characters, not ending in -dlq',
    fix: 'as in labels',
  },
  {
    name: 'the name of a dead-letter queue',
    from: 'queue: announcements',
    to: 'queue: labels-dlq',
    rule: 'queue',
    message: 'not ending in -dlq, received "labels-dlq"',
    fix: 'Name what waits there',
  },
  {
    name: 'two consumers of one queue',
    from: 'queue: announcements',
    to: 'queue: labels # shared',
    line: 'labels # shared',
    rule: 'queue',
    message: 'announceParcels: expected a queue of its own, received "labels", which is printLabel\'s',
    fix: 'consumers of one queue would take messages from each other',
  },
  {
    name: "a queue of the platform's",
    from: 'queue: labels',
    to: 'queue: relay-failures',
    rule: 'queue',
    message: 'received "relay-failures", which is the platform\'s',
    fix: 'Rename the queue',
  },
  {
    name: 'an event that does not exist',
    from: 'events: [parcels.parcel.registered.v1]',
    to: 'events: [parcels.parcel.registered.v2]',
    rule: 'consumer-events',
    message: 'printLabel: expected an event type that exists, received "parcels.parcel.registered.v2"',
    fix: 'Write one of notices.notice.requested.v1, parcels.parcel.cancelled.v1, ',
  },
  {
    name: 'a pattern that no event fits',
    from: 'events: [parcels.parcel.*]',
    to: 'events: [parcels.label.*]',
    rule: 'consumer-events',
    message: 'announceParcels: expected an event type that exists, received "parcels.label.*"',
    fix: 'or a prefix of it and .*',
  },
  {
    name: 'a wildcard in the middle',
    from: 'events: [parcels.parcel.*]',
    to: "events: ['parcels.*.labelled.v1']",
    rule: 'consumer-events',
    message: 'expected an event type that exists, received "parcels.*.labelled.v1"',
    fix: 'or a prefix of it and .*',
  },
  {
    name: 'an event that a pattern beside it takes',
    from: 'events: [parcels.parcel.*]',
    to: 'events: [parcels.parcel.*, parcels.parcel.labelled.v1]',
    rule: 'consumer-events',
    message:
      'announceParcels: expected each event once, received "parcels.parcel.labelled.v1" beside "parcels.parcel.*"',
    fix: 'Remove it: the other one takes it already.',
  },
  {
    name: 'a message that does not exist',
    from: 'messages: [notices.notice.requested.v1]',
    to: 'messages: [notices.notice.*]',
    rule: 'consumer-events',
    message: 'sendNotice: expected a message type that exists, received "notices.notice.*"',
    fix: 'Write one of',
  },
  {
    name: 'nothing to consume',
    from: 'events: [parcels.parcel.*]',
    to: 'events: [] # none',
    rule: 'consumer-events',
    message: 'announceParcels: expected an event or a message to consume, received none',
    fix: 'Add an event type, or remove the consumer.',
  },
  {
    name: "a timeout over Lambda's",
    from: 'timeout: 10',
    to: 'timeout: 901',
    rule: 'range',
    message: 'printLabel: expected timeout from 2 to 900 s, received 901 s',
    fix: 'Keep within it: a batch needs a second, and Lambda ends at 900.',
  },
  {
    name: 'a concurrency that no event source takes',
    from: 'concurrency: 20',
    to: 'concurrency: 1 # too few',
    rule: 'range',
    message: 'printLabel: expected concurrency from 2 to 1000, received 1',
    fix: 'the range that an event source takes',
  },
  {
    name: 'a concurrency over the maximum',
    from: 'concurrency: 20',
    to: 'concurrency: 1001',
    rule: 'range',
    message: 'expected concurrency from 2 to 1000, received 1001',
    fix: 'the range that an event source takes',
  },
  {
    name: 'a batch that SQS does not give',
    from: 'batchSize: 10',
    to: 'batchSize: 11',
    rule: 'range',
    message: 'announceParcels: expected batchSize from 1 to 10, received 11',
    fix: 'SQS gives ten messages at once',
  },
  {
    name: 'a batching window over the maximum',
    from: 'batchSize: 10',
    to: 'batchSize: 10\n    batchingWindow: 301',
    line: 'batchingWindow: 301',
    rule: 'range',
    message: 'announceParcels: expected batchingWindow from 0 to 300 s, received 301 s',
    fix: 'the longest that an event source waits',
  },
  {
    name: 'a wait that SQS cannot hide a message for',
    from: 'maxWait: PT5M',
    to: 'maxWait: PT13H',
    rule: 'range',
    message: 'printLabel: expected maxWait from 2 to 43200 s, received 46800 s',
    fix: 'SQS hides a message for at most 12 h',
  },
  {
    name: 'a duration in words',
    from: 'retryWindow: PT4H',
    to: 'retryWindow: 4 hours',
    rule: 'duration',
    message:
      'printLabel: expected retryWindow as an ISO 8601 duration of days, hours, minutes and seconds, received "4 hours"',
    fix: 'Write it as in PT4H, PT90S or P1DT12H.',
  },
  {
    name: 'a month, which has no length',
    from: 'retryWindow: PT4H',
    to: 'retryWindow: P1M',
    rule: 'duration',
    message: 'received "P1M"',
    fix: 'Write it as in PT4H',
  },
  {
    name: 'a retry window that one crash uses up',
    from: 'retryWindow: PT4H',
    to: 'retryWindow: PT59S',
    rule: 'age-objective',
    also: ['retry-window'],
    message: 'expected an ageObjective over 0 and under the retryWindow of 59 s, received 60 s',
    line: 'ageObjective: PT1M',
    fix: 'The alarm has to ring before messages are given up.',
  },
  {
    name: 'a retry window below the visibility timeout',
    from: 'timeout: 5',
    to: 'timeout: 601',
    line: 'retryWindow: PT1H',
    rule: 'retry-window',
    message:
      'announceParcels: expected a retryWindow of at least the visibility timeout of 3606 s (6 x timeout + batchingWindow), received 3600 s',
    fix: 'Lengthen it, or shorten the timeout',
  },
  {
    name: 'a retry window over what the queue keeps',
    from: 'retryWindow: PT4H',
    to: 'retryWindow: P4D',
    rule: 'retry-window',
    message:
      'printLabel: expected retryWindow and maxWait within the 345600 s that the queue keeps a message, received 345600 + 300 s',
    fix: 'the queue would drop a message that is still being retried',
  },
  {
    name: 'a retry window that takes too many receives',
    from: 'maxWait: PT5M',
    to: 'maxWait: PT20S',
    line: 'retryWindow: PT4H',
    rule: 'receive-count',
    message:
      'expected at most 1000 receives to fill the retryWindow, received 1447 (14400 s at waits of at least 10 s)',
    fix: 'Raise maxWait or shorten retryWindow.',
  },
  {
    name: 'poison that the queue would drop before it got to the dead-letter queue',
    from: 'retryWindow: PT24H',
    to: 'retryWindow: P2D',
    rule: 'poison',
    message:
      'sendNotice: expected a message that crashes the consumer each time to end within the 345600 s that the queue keeps it, received 349300 s (998 receives, hidden for up to 2 x 175 s after each)',
    fix: 'Shorten timeout or retryWindow, or raise maxWait: the queue would drop it before it got to the dead-letter queue.',
  },
  {
    name: 'an objective that is over when messages are given up',
    from: 'ageObjective: PT30M',
    to: 'ageObjective: PT24H',
    rule: 'age-objective',
    message: 'retryNotice: expected an ageObjective over 0 and under the retryWindow of 86400 s, received 86400 s',
    fix: 'The alarm has to ring before messages are given up.',
  },
];

describe('the consumers of the contract', () => {
  it('have nothing to find', () => {
    expect(findingsIn(changed())).toEqual([]);
  });

  it.each(cases)('fails on $name', ({ from, to, rule, also = [], line = to, message, fix }) => {
    const folder = changed({ file, from, to });
    const findings = findingsIn(folder);
    const found = findings.find((finding) => finding.message.includes(message));
    expect(found ?? findings).toMatchObject({ file, rule, line: lineIn(folder, file, line) });
    expect(found?.fix).toContain(fix);
    expect(findings.map((finding) => finding.rule).filter((other) => ![rule, ...also].includes(other))).toEqual([]);
  });

  it('are all checked, every finding at once', () => {
    const findings = findingsIn(
      changed(
        { file, from: 'timeout: 10', to: 'timeout: 0' },
        { file, from: 'retryWindow: PT1H', to: 'retryWindow: 1h' },
        { file, from: 'fair: true', to: 'fair: true\n    batchingWindow: -1' },
      ),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['range', 'duration', 'range']);
    expect(findings.map(({ line }) => line)).toEqual([...findings.map(({ line }) => line)].sort((a, b) => a - b));
  });

  it.each([
    ['an empty file', '', 'expected a mapping of consumers, received an empty file'],
    ['a list', '- printLabel', 'expected a mapping of consumers, received a list'],
    ['a key twice', 'consumers: {}\nconsumers: {}', 'Map keys must be unique'],
  ])('fails on %s', (_, text, message) => {
    expect(findingsIn(changed({ file, text }))).toEqual([
      expect.objectContaining({ file, message: expect.stringContaining(message) }),
    ]);
  });

  it('fails when the file is missing and says where it belongs', () => {
    expect(findingsIn(changed({ file, removed: true }))).toEqual([
      expect.objectContaining({
        file,
        line: 0,
        rule: 'file',
        fix: 'Write consumers.yaml beside the schemas of the events.',
      }),
    ]);
  });

  it('are read without the rest of the contract', () => {
    const folder = changed({ file, from: 'concurrency: 20', to: 'concurrency: 0' });
    expect(() => loadConsumers(join(folder, file))).toThrow(ContractError);
    expect(loadConsumers(join(changed(), file)).map(({ name }) => name)).toEqual([
      'printLabel',
      'announceParcels',
      'sendNotice',
      'retryNotice',
    ]);
  });
});

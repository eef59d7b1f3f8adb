import { describe, expect, it, jest } from '@jest/globals';
import {
  type MessageMetric,
  type MessageOutcome,
  messageMetricLine,
  messageMetricWriter,
} from '../../../runtime/telemetry/message-metrics.ts';

const scope = { namespace: 'Parcels', stage: 'dev' };
const metric: MessageMetric = {
  consumer: 'printLabel',
  messageId: 'm-1',
  correlationId: 'c-1',
  outcome: 'handled',
  duration: 12,
  age: 340,
  unforeseen: false,
  coldStart: true,
};

describe('the metric line of a message', () => {
  it('declares every metric that it carries, by stage and consumer', () => {
    const line = JSON.parse(messageMetricLine(scope, metric, 1000));
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;

    expect([line._aws.Timestamp, Namespace, Dimensions]).toEqual([1000, 'Parcels', [['Stage', 'Consumer']]]);
    expect(line).toMatchObject({ Stage: 'dev', Consumer: 'printLabel', Duration: 12, Age: 340, ColdStarts: 1 });
    for (const { Name } of Metrics) expect(typeof line[Name]).toBe('number');
    expect(Metrics).toEqual([
      ...['Duration', 'Age', 'UnforeseenAge'].map((Name) => ({ Name, Unit: 'Milliseconds' })),
      ...['Messages', 'Handled', 'Retried', 'DeadLettered', 'ColdStarts'].map((Name) => ({ Name, Unit: 'Count' })),
    ]);
    expect(line).toMatchObject({ MessageId: 'm-1', CorrelationId: 'c-1' });
  });

  it('is one line on stdout', () => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    messageMetricWriter(scope)(metric);
    const [[line]] = written.mock.calls as [[string]];
    written.mockRestore();

    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toMatchObject({ Stage: 'dev', Consumer: 'printLabel' });
  });

  it.each([
    [true, 340],
    [false, 0],
  ])('tells how long a failure that nobody foresaw has lasted (%s: %i ms)', (unforeseen, expected) => {
    const { Age, UnforeseenAge } = JSON.parse(messageMetricLine(scope, { ...metric, unforeseen }, 0));

    expect([Age, UnforeseenAge]).toEqual([340, expected]);
  });

  it.each<[MessageOutcome, number[]]>([
    ['handled', [1, 0, 0]],
    ['retried', [0, 1, 0]],
    ['not-started', [0, 1, 0]],
    ['dead-lettered', [0, 0, 1]],
  ])('counts a message that was %s once', (outcome, expected) => {
    const { Messages, Handled, Retried, DeadLettered } = JSON.parse(
      messageMetricLine(scope, { ...metric, outcome }, 0),
    );

    expect([Messages, [Handled, Retried, DeadLettered]]).toEqual([1, expected]);
  });
});

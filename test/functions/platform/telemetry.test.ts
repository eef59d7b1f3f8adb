import { describe, expect, it } from '@jest/globals';
import { describeError } from '../../../functions/platform/telemetry/error-description.ts';
import { metricLine, metricWriter } from '../../../functions/platform/telemetry/metrics.ts';

const metric = {
  operation: 'createOrder',
  requestId: 'r-1',
  correlationId: 'c-1',
  status: 201,
  latency: 12,
  replayed: true,
  coldStart: false,
};

describe('a metric line', () => {
  it('declares exactly the dimensions and metrics that it carries', () => {
    const line = JSON.parse(metricLine('dev', metric, 1_700_000_000_000));
    const [directive] = line._aws.CloudWatchMetrics;

    expect(line).toMatchObject({
      Stage: 'dev',
      Operation: 'createOrder',
      Latency: 12,
      Requests: 1,
      Replayed: 1,
      ClientErrors: 0,
      ServerErrors: 0,
      ColdStarts: 0,
      StatusClass: '2xx',
      RequestId: 'r-1',
      CorrelationId: 'c-1',
    });
    expect(line._aws.Timestamp).toBe(1_700_000_000_000);
    expect(directive.Namespace).toBe('Penstock');
    for (const name of [
      ...directive.Dimensions.flat(),
      ...directive.Metrics.map(({ Name }: { Name: string }) => Name),
    ]) {
      expect(line).toHaveProperty(name);
    }
  });

  it.each([
    [304, '3xx', 0, 0],
    [422, '4xx', 1, 0],
    [504, '5xx', 0, 1],
  ])('counts the status %i as %s', (status, StatusClass, ClientErrors, ServerErrors) => {
    expect(JSON.parse(metricLine('dev', { ...metric, status }, 0))).toMatchObject({
      StatusClass,
      ClientErrors,
      ServerErrors,
    });
  });

  it('is one line', () => {
    const written: string[] = [];
    metricWriter('dev', (line) => written.push(line))(metric);

    expect(written.join('').match(/\n/g)).toHaveLength(1);
  });
});

describe('an error in the log', () => {
  it('has its causes and nothing that it carries', () => {
    const inner = Object.assign(new Error('inner'), { Item: { card: '4111' } });
    const outer = Object.assign(new TypeError('outer', { cause: inner }), { body: 'secret' });

    expect(describeError(outer)).toEqual({
      name: 'TypeError',
      message: 'outer',
      stack: outer.stack,
      cause: { name: 'Error', message: 'inner', stack: inner.stack },
    });
  });

  it('ends where causes go in a circle', () => {
    const error = new Error('round');
    error.cause = error;

    expect(JSON.stringify(describeError(error)).match(/"message":"round"/g)).toHaveLength(5);
  });

  it.each([
    ['text', { message: 'text' }],
    [{ secret: 1 }, { message: 'object' }],
  ])('says little of %j, which is no error', (thrown, expected) => {
    expect(describeError(thrown)).toEqual(expected);
  });
});

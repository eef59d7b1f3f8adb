import { Console } from 'node:console';
import { describe, expect, it, jest } from '@jest/globals';
import { describeError } from '../../runtime/telemetry/error-description.ts';
import { createLog, type Log } from '../../runtime/telemetry/log.ts';
import { metricLine, metricWriter } from '../../runtime/telemetry/metrics.ts';
import { createTelemetry } from '../../runtime/telemetry/telemetry.ts';
import { silentTracer } from '../../runtime/telemetry/tracer.ts';

const scope = { namespace: 'Parcels', stage: 'dev' };
const metric = {
  operation: 'createParcel',
  requestId: 'r-1',
  correlationId: 'c-1',
  status: 201,
  latency: 12,
  replayed: true,
  coldStart: false,
};

describe('a metric line', () => {
  it('declares exactly the dimensions and metrics that it carries', () => {
    const line = JSON.parse(metricLine(scope, metric, 1_700_000_000_000));
    const [directive] = line._aws.CloudWatchMetrics;

    expect(line).toMatchObject({
      Stage: 'dev',
      Operation: 'createParcel',
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
    expect(directive.Namespace).toBe('Parcels');
    expect(directive.Dimensions).toEqual([['Stage', 'Operation']]);
    expect(directive.Metrics).toEqual([
      { Name: 'Latency', Unit: 'Milliseconds' },
      ...['Requests', 'ClientErrors', 'ServerErrors', 'Replayed', 'ColdStarts'].map((Name) => ({
        Name,
        Unit: 'Count',
      })),
    ]);
    for (const name of [
      ...directive.Dimensions.flat(),
      ...directive.Metrics.map(({ Name }: { Name: string }) => Name),
    ]) {
      expect(line).toHaveProperty(name);
    }
  });

  it.each([
    [304, '3xx', 0, 0],
    [399, '3xx', 0, 0],
    [400, '4xx', 1, 0],
    [499, '4xx', 1, 0],
    [500, '5xx', 0, 1],
    [422, '4xx', 1, 0],
    [504, '5xx', 0, 1],
  ])('counts the status %i as %s', (status, StatusClass, ClientErrors, ServerErrors) => {
    expect(JSON.parse(metricLine(scope, { ...metric, status }, 0))).toMatchObject({
      StatusClass,
      ClientErrors,
      ServerErrors,
    });
  });

  it('is one line', () => {
    const written: string[] = [];
    metricWriter(scope, (line) => written.push(line))(metric);

    expect(written.join('').match(/\n/g)).toHaveLength(1);
  });

  it('goes to stdout, where CloudWatch looks for it', () => {
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    metricWriter(scope)(metric);
    const [[line]] = written.mock.calls as [[string]];
    written.mockRestore();

    expect(JSON.parse(line)).toMatchObject({ Stage: 'dev', Operation: 'createParcel' });
  });
});

describe('a log', () => {
  /** The line that is written, and the method of the console that writes it. */
  function written(method: 'info' | 'warn' | 'error', write: (log: Log) => void): Record<string, unknown> {
    const spy = jest.spyOn(Console.prototype, method).mockReturnValue(undefined);
    const level = process.env.POWERTOOLS_LOG_LEVEL;
    process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
    write(createLog('parcels'));
    if (level === undefined) delete process.env.POWERTOOLS_LOG_LEVEL;
    else process.env.POWERTOOLS_LOG_LEVEL = level;
    const [[line]] = spy.mock.calls as [[string]];
    spy.mockRestore();
    return JSON.parse(line);
  }

  it('has lines of its service with their fields', () => {
    expect(written('info', (log) => log.info('done', { a: 1 }))).toMatchObject({
      level: 'INFO',
      service: 'parcels',
      message: 'done',
      a: 1,
    });
  });

  it.each(['warn', 'error'] as const)('describes an error in a line of %s', (method) => {
    const line = written(method, (log) => log[method]('no', { a: 1 }, new TypeError('why')));

    expect(line).toMatchObject({
      level: method.toUpperCase(),
      message: 'no',
      a: 1,
      error: { name: 'TypeError', message: 'why' },
    });
  });

  it.each(['warn', 'error'] as const)('has no error in a line of %s where there was none', (method) => {
    expect(written(method, (log) => log[method]('no', {}))).not.toHaveProperty('error');
  });
});

it('telemetry has its log, tracer and metrics under the names of its function', () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const { log, tracer, metric: write } = createTelemetry({ ...scope, service: 'parcels' });
  write(metric);
  const [[line]] = written.mock.calls as [[string]];
  written.mockRestore();

  expect(JSON.parse(line)).toMatchObject({ Stage: 'dev' });
  expect([typeof log.info, tracer]).toEqual(['function', silentTracer]);
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

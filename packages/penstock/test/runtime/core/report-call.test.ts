/** @fresh-modules the runtime of a function reads the environment once. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { lambdaRuntime } from '../../../runtime/core/runtime.ts';
import { operation } from '../../../runtime/http/operation.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import { silentTracer, type Tracer } from '../../../runtime/telemetry/tracer.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { contract } from '../contract.ts';
import { NOW, run } from '../run-operation.ts';

const keep = { ...process.env };
afterEach(() => {
  process.env = { ...keep };
  jest.restoreAllMocks();
});

describe('what is told of a request', () => {
  it('has its duration, and in the trace a unit of its own', async () => {
    let now = NOW;
    const { runtime, lines, metrics } = recordingRuntime(() => now);
    const told: unknown[] = [];
    const tracer: Tracer = {
      ...silentTracer,
      run: (name, work) => {
        told.push(name);
        return work();
      },
      annotate: (key, value) => void told.push([key, value]),
    };
    const handle = async () => {
      now += 30;
      return { status: 200, body: {} };
    };

    await operation(contract(), handle, () => ({ ...runtime, telemetry: { ...runtime.telemetry, tracer } }))(
      gatewayEvent({ requestId: 'r-1' }),
      lambdaContext(),
    );

    expect(lines[0]?.fields).toMatchObject({ duration: 30, replayed: false });
    expect(metrics).toMatchObject([{ latency: 30, replayed: false }]);
    expect(told).toEqual(['## doThing', ['operation', 'doThing'], ['correlationId', 'r-1'], ['status', 200]]);
  });

  it.each([
    [499, 'info'],
    [500, 'error'],
  ])('is an error from 500 on: %i (%s)', async (_status, level) => {
    const code = level === 'error' ? 'internal-error' : 'precondition-required';
    const problem = new Problem(code, 'Why.');
    const { lines } = await run({ handle: () => Promise.reject(problem) });

    expect(lines).toMatchObject([{ level, ...(level === 'error' && { error: problem }) }]);
  });

  it('has the cause of a problem, where it has one', async () => {
    const cause = new Error('why');

    expect((await run({ handle: () => Promise.reject(cause) })).lines).toMatchObject([{ error: cause }]);
  });
});

describe('the runtime of a deployed function', () => {
  it('fails without what the environment has to say, each by its name', () => {
    process.env = {};

    expect(lambdaRuntime).toThrow(
      'Missing environment variables: PENSTOCK_STAGE, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_NAMESPACE',
    );
  });

  it('has the stage of its environment, and the clock', () => {
    const telemetryEnv = { PENSTOCK_STAGE: 'test', POWERTOOLS_SERVICE_NAME: 'parcels' };
    Object.assign(process.env, { ...telemetryEnv, POWERTOOLS_METRICS_NAMESPACE: 'Parcels' });
    const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);

    const { telemetry, now } = lambdaRuntime();
    telemetry.metric({
      operation: 'x',
      requestId: 'r',
      correlationId: 'c',
      status: 200,
      latency: 1,
      replayed: false,
      coldStart: false,
    });

    expect(JSON.parse(String(written.mock.calls[0]?.[0]))).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Namespace: 'Parcels' }] },
      Stage: 'test',
    });
    expect(now).toBe(Date.now);
  });
});

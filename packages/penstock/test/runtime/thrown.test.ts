import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { operation } from '../../runtime/http/operation.ts';
import { Problem } from '../../runtime/problem/problem.ts';
import { consumer } from '../../runtime/queue/consumer.ts';
import { describeError } from '../../runtime/telemetry/error-description.ts';
import { createLog } from '../../runtime/telemetry/log.ts';
import { contract as consumed, event, message, recordingConsumer } from '../../testkit/consumer-runtime.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../testkit/operation-runtime.ts';
import { contract } from './contract.ts';
import { hostile } from './hostile.ts';

const runs = { numRuns: 300 };

describe('whatever an operation throws', () => {
  it('is one problem, one line and one metric, and tells nothing', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (make) => {
        const { runtime, lines, metrics } = recordingRuntime();
        const thrown = make();
        const handler = operation(
          contract(),
          () => Promise.reject(thrown),
          () => runtime,
        );

        const { statusCode, body, headers } = await handler(gatewayEvent(), lambdaContext());

        expect(statusCode).toBeGreaterThanOrEqual(400);
        expect(JSON.parse(body)).toMatchObject({ status: statusCode, title: expect.any(String) });
        expect(headers?.['Content-Type']).toBe('application/problem+json');
        expect(body).not.toContain('do not ask');
        expect(lines).toHaveLength(1);
        expect(metrics).toMatchObject([{ status: statusCode }]);
      }),
      runs,
    );
  });

  it('may be thrown before there is a promise', async () => {
    const { runtime } = recordingRuntime();
    const handler = operation(
      contract(),
      () => {
        throw 1n;
      },
      () => runtime,
    );

    expect((await handler(gatewayEvent(), lambdaContext())).statusCode).toBe(500);
  });
});

describe('whatever a consumer throws', () => {
  it('ends its own message only, which is reported once, whatever its queue throws then', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.option(hostile), async (make, makeNext) => {
        const { runtime, lines, metrics, deadLettered } = recordingConsumer();
        const thrown = make();
        if (makeNext !== null) {
          const fail = () => Promise.reject(makeNext());
          Object.assign(runtime.queue, { moveToDeadLetterQueue: fail, postpone: fail });
        }
        const [bad, good] = [message(event({ id: 'bad' })), message(event({ id: 'good' }))];
        const handle = async ({ id }: { readonly id: string }) => {
          if (id === 'bad') throw thrown;
        };

        const { batchItemFailures } = await consumer(
          consumed,
          handle,
          () => runtime,
        )({ Records: [bad, good] }, lambdaContext());

        const again = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
        expect(again).toEqual(deadLettered.length === 1 ? [] : [bad.messageId]);
        expect(lines).toHaveLength(2);
        expect(metrics.map(({ outcome }) => outcome)).toContain('handled');
        for (const { fields } of lines) expect(() => JSON.stringify(fields)).not.toThrow();
      }),
      runs,
    );
  });
});

describe('a report that fails', () => {
  const refuse = () => {
    throw new Error('stdout is gone');
  };
  beforeEach(() => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(['log', 'tracer', 'metric'])('by its %s does not fail the request, nor the other reports', async (part) => {
    const { runtime, lines, metrics } = recordingRuntime();
    const { log, tracer, metric, deprecatedUse } = runtime.telemetry;
    const broken = {
      deprecatedUse,
      log: part === 'log' ? { info: refuse, warn: refuse, error: refuse } : log,
      tracer: part === 'tracer' ? { ...tracer, annotate: refuse } : tracer,
      metric: part === 'metric' ? refuse : metric,
    };
    const handler = operation(
      contract(),
      async () => ({ status: 200, body: {} }),
      () => ({
        ...runtime,
        telemetry: broken,
      }),
    );

    expect((await handler(gatewayEvent(), lambdaContext())).statusCode).toBe(200);
    expect([lines.length, metrics.length]).toEqual([part === 'log' ? 0 : 1, part === 'metric' ? 0 : 1]);
    expect(process.stderr.write).toHaveBeenCalledWith(expect.stringContaining('stdout is gone'));
  });

  it.each(['log', 'tracer', 'metric'])('by its %s does not make a message that is handled come back', async (part) => {
    const { runtime, lines, metrics } = recordingConsumer();
    const broken = {
      log: { ...runtime.log, info: part === 'log' ? refuse : runtime.log.info },
      tracer: part === 'tracer' ? { ...runtime.tracer, annotate: refuse } : runtime.tracer,
      metric: part === 'metric' ? refuse : runtime.metric,
    };
    const handler = consumer(
      consumed,
      async () => {},
      () => ({ ...runtime, ...broken }),
    );

    expect(await handler({ Records: [message(event())] }, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect([lines.length, metrics.length]).toEqual([part === 'log' ? 0 : 1, part === 'metric' ? 0 : 1]);
  });
});

describe('the log', () => {
  it('takes anything, as fields and as an error, and says it in one line of JSON', () => {
    const written: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    const log = createLog('test');
    try {
      fc.assert(
        fc.property(hostile, hostile, (field, error) => {
          written.length = 0;
          log.error('failed', { field: field() }, error());
          log.info('said', { field: field() });

          expect(written.map((line) => typeof JSON.parse(line))).toEqual(['object', 'object']);
        }),
        { numRuns: 50 },
      );
    } finally {
      jest.restoreAllMocks();
    }
  });

  it('has a bounded description of anything thrown', () => {
    fc.assert(
      fc.property(hostile, (make) => {
        const text = JSON.stringify(describeError(make()));

        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThan(256 * 1024);
      }),
      runs,
    );
  });

  it('says null where null was thrown', () => {
    expect(describeError(null)).toEqual({ message: 'null' });
    expect(Problem.from(null).cause).toBeNull();
  });
});

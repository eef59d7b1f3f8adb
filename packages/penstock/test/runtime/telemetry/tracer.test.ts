import { describe, expect, it, jest } from '@jest/globals';
import { createTracer } from '../../../runtime/telemetry/tracer.ts';

type Powertools = NonNullable<Parameters<typeof createTracer>[1]>;

/** What Powertools is told. */
function traced(enabled = true, segment = true) {
  const told: unknown[] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      void told.push([name, ...given]);
  const powertools = {
    isTracingEnabled: () => enabled,
    provider: {
      captureAsyncFunc: (name: string, work: (subsegment: unknown) => unknown) => {
        told.push(['begin', name]);
        return work(segment ? { close: note('close') } : undefined);
      },
    },
    annotateColdStart: note('coldStart'),
    addServiceNameAnnotation: note('service'),
    addErrorAsMetadata: note('error'),
    putAnnotation: note('annotate'),
    captureAWSv3Client: (client: object) => ({ ...client, traced: true }),
  } as unknown as Powertools;
  return { told, tracer: createTracer('parcels', powertools) };
}

describe('a tracer in Lambda', () => {
  it('makes a unit of work, from its beginning to its end', async () => {
    const { told, tracer } = traced();

    expect(await tracer.run('work', async () => 7)).toBe(7);
    expect(told).toEqual([['begin', 'work'], ['coldStart'], ['service'], ['close']]);
  });

  it.each([
    [
      'an error',
      new TypeError('no'),
      { name: 'TypeError', message: 'no', stack: expect.stringContaining('TypeError: no') },
    ],
    ['what is no error', 'no', { name: 'Error', message: 'no' }],
  ])('has what work fails with, and throws it: %s', async (_case, thrown, expected) => {
    const { told, tracer } = traced();

    await expect(tracer.run('work', () => Promise.reject(thrown))).rejects.toBe(thrown);
    expect(told).toContainEqual(['error', expect.objectContaining(expected)]);
    expect(told.at(-1)).toEqual(['close']);
  });

  it('needs no unit to be there', async () => {
    const complaints = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

    expect(await traced(true, false).tracer.run('work', async () => 7)).toBe(7);
    expect(complaints.mock.calls).toEqual([]);
    complaints.mockRestore();
  });

  it('annotates, and makes clients report their calls', () => {
    const { told, tracer } = traced();
    tracer.annotate('tenant', 'acme');

    expect(told).toEqual([['annotate', 'tenant', 'acme']]);
    expect(tracer.instrument({ a: 1 })).toEqual({ a: 1, traced: true });
  });

  it('is silent where tracing is off', async () => {
    const { told, tracer } = traced(false);
    tracer.annotate('tenant', 'acme');

    expect(await tracer.run('work', async () => 7)).toBe(7);
    expect([told, tracer.instrument('client')]).toEqual([[], 'client']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { NOW, run } from '../run-operation.ts';

describe('the request that a handler sees', () => {
  it('knows its invocation, the time and where it was sent', async () => {
    const { seen } = await run({ event: { path: '/things' } });

    expect(seen).toMatchObject({
      invocationId: 'invocation-1',
      correlationId: 'r-1',
      now: new Date(NOW),
      url: '/dev/things',
    });
    expect(seen?.signal.aborted).toBe(false);
  });

  it.each([
    ['a tenant', 'tenant', 'doThing has no caller'],
    ['a key', 'identity', 'doThing has no Idempotency-Key'],
  ] as const)('fails to have %s that its contract does not ask for', async (_case, member, message) => {
    const { seen } = await run();

    expect(() => seen?.[member]).toThrow(message);
  });
});

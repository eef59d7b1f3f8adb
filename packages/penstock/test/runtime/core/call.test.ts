import { describe, expect, it } from '@jest/globals';
import { type CallFacts, callOf } from '../../../runtime/core/call.ts';
import { Refusal, refusals } from '../../../runtime/core/refusal.ts';
import { NOW, run } from '../run-operation.ts';

const facts: CallFacts = {
  operationId: 'doThing',
  invocationId: 'i-1',
  correlationId: 'c-1',
  deadlineAt: NOW + 1000,
  signal: new AbortController().signal,
  now: new Date(NOW),
};

describe('a call', () => {
  it('has what its transport found out, and the input of its use case', () => {
    const caller = { tenant: 'acme', scopes: ['things:read'], plan: 'pro' };
    const identity = { key: 'k', fingerprint: 'f' };

    const call = callOf({ ...facts, caller, identity }, { id: 't-1' });

    expect(call).toMatchObject({ ...facts, ...caller, identity, input: { id: 't-1' } });
  });

  it('of a public operation has no scopes, and fails to name a tenant or a key', () => {
    const call = callOf(facts, undefined);

    expect([call.scopes, call.plan]).toEqual([[], undefined]);
    expect(() => call.tenant).toThrow('doThing has no caller');
    expect(() => call.identity).toThrow('doThing has no Idempotency-Key');
  });

  it('over HTTP knows who calls, until when and by which plan', async () => {
    const { seen } = await run({
      contract: { security: [{ credential: 'token', scopes: ['parcels:read'] }], deadline: 700 },
    });

    expect(seen?.call({ id: 't-1' })).toMatchObject({
      operationId: 'doThing',
      tenant: 'acme',
      scopes: ['parcels:read', 'parcels:write'],
      plan: 'free',
      deadlineAt: NOW + 700,
      invocationId: 'invocation-1',
      input: { id: 't-1' },
    });
  });

  it('over HTTP ends 50 ms before its host does, where that is sooner', async () => {
    expect((await run({ contract: { deadline: 10_000 }, remaining: 4000 })).seen?.deadlineAt).toBe(NOW + 3950);
  });
});

describe('a refusal', () => {
  const refuse = refusals({ 'wrong-state': { code: 'invalid-state', detail: 'The thing is closed.' } });

  it('says by which of its use case’s reasons, and how every transport tells it', () => {
    const cause = new Error('why');

    expect(refuse('wrong-state', { cause })).toMatchObject({
      name: 'Refusal',
      reason: 'wrong-state',
      code: 'invalid-state',
      message: 'The thing is closed.',
      cause,
    });
    expect(refuse('wrong-state')).toBeInstanceOf(Refusal);
  });

  it('is a problem document over HTTP', async () => {
    const { status, json } = await run({
      handle: () => Promise.reject(refuse('wrong-state', { errors: [{ pointer: '#/a', detail: 'is closed' }] })),
    });

    expect([status, json]).toMatchObject([
      409,
      { detail: 'The thing is closed.', errors: [{ pointer: '#/a', detail: 'is closed' }] },
    ]);
  });
});

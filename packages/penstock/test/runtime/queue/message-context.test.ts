import { describe, expect, it } from '@jest/globals';
import { contextOf } from '../../../runtime/queue/message-context.ts';

const { signal } = new AbortController();
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const receipt = { messageId: 'm-1', attempt: 2, sentAt: 900 };
const contextFor = (event: object) =>
  contextOf(
    { contract: { name: 'greet' }, endsAt: 2000 },
    receipt,
    { id: 'e-1', type: 'test.person.met.v1', ...event },
    1000,
    signal,
  );

describe('a message as its handler sees it', () => {
  it('has what the queue and the event say', () => {
    const { call, ...context } = contextFor({ correlationid: 'c-1', traceparent, tenant: 'acme' });

    expect(context).toStrictEqual({ ...receipt, correlationId: 'c-1', traceparent, now: new Date(1000), signal });
    expect(call('input')).toMatchObject({
      operationId: 'greet',
      invocationId: 'e-1',
      tenant: 'acme',
      scopes: [],
      deadlineAt: 2000,
      identity: { key: 'e-1', fingerprint: 'e-1' },
      input: 'input',
    });
  });

  it('has no trace where its event has none, and is correlated by the event', () => {
    const { call, ...context } = contextFor({});

    expect(context).toStrictEqual({ ...receipt, correlationId: 'e-1', now: new Date(1000), signal });
    expect(call(undefined)).not.toHaveProperty('traceparent');
  });

  it('is a call of nobody where its event has no tenant', () => {
    expect(() => contextFor({}).call(undefined).tenant).toThrow('greet has no caller');
  });
});

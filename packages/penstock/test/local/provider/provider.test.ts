import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bindServer } from '../../../local/port.ts';
import { type PaymentProvider, type ProviderCall, startPaymentProvider } from '../../../local/provider/provider.ts';

describe('the simulated payment provider', () => {
  let provider: PaymentProvider;
  let calls: ProviderCall[];
  beforeEach(async () => {
    provider = startPaymentProvider({ server: await bindServer(0), accepts: (token) => token === 'key' });
    calls = [];
    provider.onCall((call) => calls.push(call));
  });
  afterEach(() => provider.close());

  const charge = (orderId: string, more: object = {}, headers: object = {}) =>
    fetch(`${provider.url}/charges`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'idempotency-key': orderId, ...headers },
      body: JSON.stringify({ orderId, amount: 100, currency: 'EUR', ...more }),
      signal: AbortSignal.timeout(500),
    });
  const dial = (faults: object) => fetch(`${provider.url}/faults`, { method: 'PUT', body: JSON.stringify(faults) });

  it('charges once for a key, and answers the same again', async () => {
    const first = await charge('o1');
    const second = await charge('o1');
    const listed = await fetch(`${provider.url}/charges?orderId=o1`).then((reply) => reply.json());

    expect([first.status, second.status]).toEqual([201, 200]);
    const body = await first.json();
    expect(await second.json()).toEqual(body);
    expect(body).toMatchObject({ orderId: 'o1', amount: 100, currency: 'EUR', status: 'succeeded' });
    expect(listed).toEqual({ charges: [body] });
    expect(calls.map(({ orderId, status }) => [orderId, status])).toEqual([
      ['o1', 201],
      ['o1', 200],
    ]);
  });

  it('declines with 402 as often as the dial says, the same for every attempt', async () => {
    await dial({ declineRate: 0.5, seed: 3 });
    const ids = Array.from({ length: 40 }, (_, index) => `o${index}`);
    const statuses = async () => Promise.all(ids.map(async (id) => (await charge(id)).status === 402));
    const first = await statuses();

    expect(await statuses()).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(8);
    expect(first.filter(Boolean).length).toBeLessThan(32);
  });

  it.each([
    ['without a key of this provider', {}, { authorization: 'Bearer other' }, 401],
    ['without an idempotency key', {}, { 'idempotency-key': '' }, 400],
    ['of nothing', { amount: 0 }, {}, 400],
    ['of a part of a unit', { amount: 1.5 }, {}, 400],
  ])('fails a charge %s', async (_, more, headers, status) => {
    expect((await charge('o', more, headers)).status).toBe(status);
    expect(provider.charges).toEqual([]);
  });

  it('fails another charge under a used key with 409', async () => {
    await charge('o');

    expect((await charge('o', { amount: 200 })).status).toBe(409);
  });

  it('fails with 500 and records nothing at an error rate of 1', async () => {
    await dial({ errorRate: 1 });

    expect((await charge('o')).status).toBe(500);
    expect(provider.charges).toEqual([]);
  });

  it('fails by a connection that is refused, and by silence, until the dial is turned back', async () => {
    const cause = (error: { cause?: { code?: string } }) => error.cause?.code;
    await charge('before');
    provider.setFaults({ refuse: true });
    expect(await charge('o').catch(cause)).toBe('ECONNREFUSED');
    provider.setFaults({ refuse: false, hang: true });
    await expect(charge('o')).rejects.toThrow(/timeout/);
    await dial({});

    expect((await charge('o')).status).toBe(201);
    expect(calls.map(({ status }) => status)).toEqual([201, 0, 201]);
  });

  it('loses the answer to a charge that it has recorded, and gives it to the next attempt', async () => {
    await dial({ loseAnswerRate: 1 });
    await expect(charge('o')).rejects.toThrow('fetch failed');
    const recorded = provider.charges.map(({ orderId }) => orderId);
    await dial({});

    expect(recorded).toEqual(['o']);
    expect((await charge('o')).status).toBe(200);
    expect(calls.map(({ status }) => status)).toEqual([0, 200]);
  });

  it('answers as late as the dial says, which may be too late', async () => {
    provider.setFaults({ latencyMs: 60_000 });

    await expect(charge('o')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(provider.charges).toEqual([]);
  });

  it.each([
    [{ latency: 1 }, 'latency is none of latencyMs, errorRate, hang, declineRate, refuse, loseAnswerRate, seed'],
    [{ errorRate: 2 }, 'errorRate is a number from 0 to 1, received 2'],
    [{ hang: 1 }, 'hang is true or false, received 1'],
  ])('fails for the dial %p', async (faults, message) => {
    const reply = await dial(faults);

    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ error: { message } });
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bindServer } from '../../../local/port.ts';
import { type ProviderCall, type SimulatedProvider, startSimulatedProvider } from '../../../local/provider/provider.ts';

describe('the simulated provider', () => {
  let provider: SimulatedProvider;
  let calls: ProviderCall[];
  beforeEach(async () => {
    provider = startSimulatedProvider({ server: await bindServer(0), accepts: (token) => token === 'key' });
    calls = [];
    provider.onCall((call) => calls.push(call));
  });
  afterEach(() => provider.close());

  const ask = (key: string, body: unknown = { weight: 100 }, headers: object = {}, path = '/labels') =>
    fetch(`${provider.url}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer key', 'idempotency-key': key, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(500),
    });
  const dial = (faults: object) => fetch(`${provider.url}/faults`, { method: 'PUT', body: JSON.stringify(faults) });

  it('does once for a key what it is asked for, and answers the same again', async () => {
    const first = await ask('o1');
    const second = await ask('o1');
    const listed = await fetch(`${provider.url}/records`).then((reply) => reply.json());

    expect([first.status, second.status]).toEqual([201, 200]);
    const body = (await first.json()) as { id: string };
    expect(await second.json()).toEqual(body);
    expect(body).toMatchObject({ weight: 100, status: 'succeeded', idempotencyKey: 'o1' });
    expect(listed).toMatchObject({ records: [{ id: body.id, path: '/labels', body: { weight: 100 } }] });
    expect(calls.map(({ idempotencyKey, status }) => [idempotencyKey, status])).toEqual([
      ['o1', 201],
      ['o1', 200],
    ]);
  });

  it('declines with 402 as often as the dial says, the same for every attempt', async () => {
    await dial({ declineRate: 0.5, seed: 3 });
    const ids = Array.from({ length: 40 }, (_, index) => `o${index}`);
    const statuses = async () => Promise.all(ids.map(async (id) => (await ask(id)).status === 402));
    const first = await statuses();

    expect(await statuses()).toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(8);
    expect(first.filter(Boolean).length).toBeLessThan(32);
  });

  it.each([
    ['without a key of this provider', {}, { authorization: 'Bearer other' }, 401],
    ['without an idempotency key', {}, { 'idempotency-key': '' }, 400],
    ['that is no object', [], {}, 400],
  ])('fails a request %s', async (_, body, headers, status) => {
    expect((await ask('o', body, headers)).status).toBe(status);
    expect(provider.records).toEqual([]);
  });

  it.each([
    ['with another body', { weight: 200 }, '/labels'],
    ['to another path', { weight: 100 }, '/parcels'],
  ])('fails another request under a used key with 409, %s', async (_, body, path) => {
    await ask('o');

    expect((await ask('o', body, {}, path)).status).toBe(409);
  });

  it('fails with 500 and records nothing at an error rate of 1', async () => {
    await dial({ errorRate: 1 });

    expect((await ask('o')).status).toBe(500);
    expect(provider.records).toEqual([]);
  });

  it('fails by a connection that is refused, and by silence, until the dial is turned back', async () => {
    const cause = (error: { cause?: { code?: string } }) => error.cause?.code;
    await ask('before');
    provider.setFaults({ refuse: true });
    expect(await ask('o').catch(cause)).toBe('ECONNREFUSED');
    provider.setFaults({ refuse: false, hang: true });
    await expect(ask('o')).rejects.toThrow(/timeout/);
    await dial({});

    expect((await ask('o')).status).toBe(201);
    expect(calls.map(({ status }) => status)).toEqual([201, 0, 201]);
  });

  it('loses the answer to a request that it has recorded, and gives it to the next attempt', async () => {
    await dial({ loseAnswerRate: 1 });
    await expect(ask('o')).rejects.toThrow('fetch failed');
    const recorded = provider.records.map(({ idempotencyKey }) => idempotencyKey);
    await dial({});

    expect(recorded).toEqual(['o']);
    expect((await ask('o')).status).toBe(200);
    expect(calls.map(({ status }) => status)).toEqual([0, 200]);
  });

  it('answers as late as the dial says, which may be too late', async () => {
    provider.setFaults({ latencyMs: 60_000 });

    await expect(ask('o')).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(provider.records).toEqual([]);
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

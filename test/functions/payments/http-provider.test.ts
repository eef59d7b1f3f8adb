import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Credential } from 'penstock/runtime/aws/secret-credential';
import { dependency } from 'penstock/runtime/resilience/dependency';
import { answer, type Respond, startServer } from 'penstock/testkit/http-server';
import { httpPaymentProvider } from '../../../functions/payments/adapters/http-provider.ts';
import { providerTerms } from '../../../functions/payments/compose.ts';

const order = { id: 'ord_1', total: 2500, currency: 'EUR' as const };
const charge = { signal: AbortSignal.timeout(10_000), retry: false };
let server: Awaited<ReturnType<typeof startServer>>;
let respond: Respond;
let forgotten: number;
let credential: Credential;

beforeEach(async () => {
  forgotten = 0;
  credential = {
    get: async () => 'sk_test',
    forget: () => {
      forgotten += 1;
    },
  };
  server = await startServer((...args) => respond(...args));
});
afterEach(() => server.close());

const provider = (timeout = 500) =>
  httpPaymentProvider({
    url: `${server.url}/v1/`,
    credential,
    dependency: dependency('The payment provider', { ...providerTerms, timeout }),
  });

describe('a charge', () => {
  it('is asked for with the order’s id as its key', async () => {
    respond = (_request, response) => answer(response, 201, { id: 'ch_1', status: 'succeeded' });

    expect(await provider().charge(order, charge)).toEqual({ status: 'succeeded', charge: 'ch_1' });
    expect(server.received).toEqual([
      {
        method: 'POST',
        path: '/v1/charges',
        headers: expect.objectContaining({ 'idempotency-key': 'ord_1', authorization: 'Bearer sk_test' }),
        body: '{"orderId":"ord_1","amount":2500,"currency":"EUR"}',
      },
    ]);
  });

  it('is part of the trace that it belongs to', async () => {
    respond = (_request, response) => answer(response, 201, { id: 'ch_1', status: 'succeeded' });
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    await provider().charge(order, { ...charge, traceparent });
    await provider().charge(order, charge);

    expect(server.received.map(({ headers }) => headers.traceparent)).toEqual([traceparent, undefined]);
  });

  it.each([
    ['an answer 201 that says so', 201, { id: 'ch_1', status: 'declined', reason: 'stolen card' }, 'stolen card'],
    ['an answer 200 that says so', 200, { id: 'ch_1', status: 'declined' }, 'declined'],
    ['an answer 402', 402, { reason: 'insufficient funds' }, 'insufficient funds'],
    ['a reason that no queue carries', 402, { reason: 'no\uffff funds' }, 'no\ufffd funds'],
    ['an answer 402 without a word', 402, '', 'declined'],
    ['a reason beyond all bounds', 402, { reason: 'x'.repeat(10_000) }, 'x'.repeat(256)],
  ])('is declined by %s', async (_case, status, body, reason) => {
    respond = (_request, response) => answer(response, status, body);

    expect(await provider().charge(order, charge)).toEqual({ status: 'declined', reason });
  });

  it.each([
    ['an answer 400', 400, { error: 'not for everyone' }, 'charge-refused'],
    ['an answer 422', 422, '', 'charge-refused'],
    ['an answer 422 that says why', 422, { reason: 'unknown currency' }, 'unknown currency'],
    [
      'half a character at the end of what fits',
      422,
      { reason: `${'x'.repeat(255)}\u{1f6b0}` },
      `${'x'.repeat(255)}\ufffd`,
    ],
  ])('is refused by %s', async (_case, status, body, reason) => {
    respond = (_request, response) => answer(response, status, body);

    expect(await provider().charge(order, charge)).toEqual({ status: 'refused', reason });
  });

  it.each([301, 307, 401, 403, 404, 405, 408, 409, 410, 411, 413, 415, 425, 429, 431, 451, 500, 502, 503, 504])(
    'fails for now on an answer %i',
    async (status) => {
      respond = (_request, response) => answer(response, status, '', { Location: '/elsewhere' });

      await expect(provider().charge(order, charge)).rejects.toMatchObject({
        name: 'TransientError',
        reason: 'provider-failed',
      });
      expect(server.received).toHaveLength(1);
    },
  );

  it.each([404, 405, 410])('opens the breaker when an outage shows as %i', async (status) => {
    respond = (_request, response) => answer(response, status, '');
    const down = provider();

    for (let index = 0; index < 10; index += 1) await down.charge(order, charge).catch(() => {});

    expect(server.received).toHaveLength(1);
  });

  it('waits as long as the provider asks for', async () => {
    respond = (_request, response) => answer(response, 429, '', { 'Retry-After': '30' });

    await expect(provider().charge(order, charge)).rejects.toMatchObject({ retryAfterMs: 30_000 });
  });

  it.each([
    ['no JSON', 'OK'],
    ['null', 'null'],
    ['no id', { status: 'succeeded' }],
    ['a status nobody knows', { id: 'ch_1', status: 'pending' }],
  ])('fails for now on an answer 200 with %s: what became of it is not known', async (_case, body) => {
    respond = (_request, response) => answer(response, 200, body);

    await expect(provider().charge(order, charge)).rejects.toMatchObject({
      name: 'TransientError',
      reason: 'provider-answer-unclear',
    });
  });

  it('fails for now when the answer does not come in time', async () => {
    respond = () => {};

    await expect(provider(100).charge(order, charge)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('fails for now when the answer is endless', async () => {
    respond = (_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };

    await expect(provider().charge(order, charge)).rejects.toThrow('The answer is longer than 65536 bytes');
  });

  it('reads its credential again after the provider refused it', async () => {
    respond = (_request, response) => answer(response, 401, '');

    await expect(provider().charge(order, charge)).rejects.toThrow();
    expect(forgotten).toBe(1);
  });

  it('is not asked for without a credential', async () => {
    credential = { ...credential, get: () => Promise.reject(new Error('no secret')) };

    await expect(provider().charge(order, charge)).rejects.toThrow('no secret');
    expect(server.received).toHaveLength(0);
  });

  it('is not asked for while the provider is down, and made when it is back', async () => {
    let now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    const { openFor, failures } = providerTerms.breaker;
    const down = httpPaymentProvider({
      url: server.url,
      credential,
      dependency: dependency('The payment provider', {
        ...providerTerms,
        breaker: { failures, openFor },
      }),
    });
    respond = (_request, response) => answer(response, 200, { id: 'ch_1', status: 'succeeded' });
    await down.charge(order, charge);
    respond = (_request, response) => answer(response, 503, '');
    for (let index = 0; index < 20; index += 1) await down.charge(order, charge).catch(() => {});
    expect(server.received).toHaveLength(1 + failures);
    await expect(down.charge(order, charge)).rejects.toMatchObject({ reason: 'breaker-open' });

    respond = (_request, response) => answer(response, 200, { id: 'ch_1', status: 'succeeded' });
    now += openFor.base;

    expect(await down.charge(order, { ...charge, retry: true })).toEqual({ status: 'succeeded', charge: 'ch_1' });
    clock.mockRestore();
  });
});

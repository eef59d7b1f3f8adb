import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PermanentError } from '../../../runtime/core/failures.ts';
import { deliveryParts } from '../../../runtime/webhooks/deliveries/delivery-parts.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';

const { signal } = new AbortController();
const first = { signal, retry: false };
const again = { signal, retry: true };
const up = async (): Promise<string> => 'up';
const hang = () => new Promise<never>(() => {});
const down = () => Promise.reject(new Error('down'));
/** An answer, and no sign of trouble. */
const refused = () => Promise.reject(new PermanentError('refused', 'no'));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const partsOf = (allowPrivate = false) => {
  const { client, sent } = recordingClient<DynamoDBClient>();
  return { ...deliveryParts({ client, table: 'hooks', allowPrivate }), sent };
};
const reasonOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'none',
    (error) => error.reason ?? error.message,
  );

describe('what a process delivers with', () => {
  it('is one table', async () => {
    const { endpoints, deliveries, cooldowns, sent } = partsOf();
    const key = { tenant: 'acme', endpointId: 'whe_1', deliveryId: 'del_1' };

    await endpoints.find('acme', 'whe_1', signal);
    await deliveries.find(key, signal);
    await cooldowns.find({ tenant: 'acme', id: 'whe_1' }, signal);

    expect(sent.map(({ input }) => [input.TableName, Object(input.Key).sk.S])).toEqual([
      ['hooks', 'endpoint'],
      ['hooks', 'delivery#del_1'],
      ['hooks', 'cooldown'],
    ]);
  });

  it('has the system’s clock', () => {
    jest.setSystemTime(1_795_648_622_000);

    expect(partsOf().now()).toBe(1_795_648_622_000);
  });

  it.each([
    [false, 'the name does not stand for a public address'],
    [true, 'the connection was refused'],
  ])('reaches private addresses where they are allowed: %s', async (allowPrivate, error) => {
    jest.useRealTimers();
    const request = { url: 'http://127.0.0.1:1/', headers: {}, body: '' };

    expect(await partsOf(allowPrivate).subscriber.post(request, signal)).toEqual({ error });
  });
});

describe('one endpoint', () => {
  it('has six seconds for an attempt, and is named by its id when they are over', async () => {
    const call = partsOf().protection('whe_1').call(hang, first);
    const ended = expect(call).rejects.toMatchObject({
      reason: 'timeout',
      message: 'endpoint whe_1 did not answer within 6000 ms',
    });

    await jest.advanceTimersByTimeAsync(6000);

    await ended;
  });

  it('gets five attempts at once from a process', async () => {
    const endpoint = partsOf().protection('whe_1');
    const outcomes: unknown[] = [];
    for (let index = 0; index < 6; index += 1)
      void reasonOf(endpoint.call(hang, first)).then((one) => outcomes.push(one));

    await jest.advanceTimersByTimeAsync(0);

    expect(outcomes).toEqual(['bulkhead-full']);
  });

  it('gets none for five seconds after five failures in a row, and twice as long up to a minute after each probe', async () => {
    const endpoint = partsOf().protection('whe_1');
    await endpoint.call(up, first);
    for (let index = 0; index < 4; index += 1) expect(await reasonOf(endpoint.call(down, first))).toBe('down');
    expect(await reasonOf(endpoint.call(down, first))).toBe('down');

    for (const milliseconds of [5000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      jest.setSystemTime(Date.now() + milliseconds - 1);
      expect(await reasonOf(endpoint.call(up, first))).toBe('breaker-open');
      jest.setSystemTime(Date.now() + 1);
      expect(await reasonOf(endpoint.call(down, first))).toBe('down');
    }
  });

  it('gets ten retries of what it refuses, and then one a second and one for some ten first attempts', async () => {
    const endpoint = partsOf().protection('whe_1');
    await endpoint.call(up, first);
    const retry = () => reasonOf(endpoint.call(refused, again));
    for (let index = 0; index < 10; index += 1) expect(await retry()).toBe('refused');
    expect(await retry()).toBe('retry-budget-empty');

    jest.setSystemTime(Date.now() + 999);
    expect(await retry()).toBe('retry-budget-empty');
    jest.setSystemTime(Date.now() + 1);
    expect([await retry(), await retry()]).toEqual(['refused', 'retry-budget-empty']);

    for (let index = 0; index < 9; index += 1) await reasonOf(endpoint.call(refused, first));
    expect(await retry()).toBe('retry-budget-empty');
    for (let index = 0; index < 2; index += 1) await reasonOf(endpoint.call(refused, first));
    expect(await retry()).toBe('refused');
  });

  it.each([
    [999, true],
    [1000, false],
  ])('is remembered beside %i others: %s', (others, isRemembered) => {
    const { protection } = partsOf();
    const known = protection('whe_1');
    for (let index = 0; index < others; index += 1) protection(`other-${index}`);

    expect(protection('whe_1') === known).toBe(isRemembered);
  });
});

import { describe, expect, it } from '@jest/globals';
import { Client, type ClientOptions, ConnectionError } from '../index.ts';
import { type Behaviour, FakePlatform, json, problem } from './fake-platform.ts';

const baseUrl = ['https://one.example.com', 'https://two.example.com/shop'];
const post = { method: 'POST', path: '/v1/parcels', body: {} };
const firstIs =
  (down: () => Response | Error): Behaviour =>
  ({ url }) =>
    url.startsWith('https://one.') ? down() : json(201, {});
const hostsOf = ({ sent }: FakePlatform) => sent.map(({ url }) => new URL(url).host.split('.')[0]);

function clientOf(behaviour: Behaviour, options: Partial<ClientOptions> = {}) {
  const platform = new FakePlatform([behaviour]);
  const client = new Client({ baseUrl, platform, ...options });
  return { platform, call: () => platform.settle(client.call(post)) };
}

describe('a client with several base URLs', () => {
  it('goes on to the next one where no answer comes, with the same key', async () => {
    const { platform, call } = clientOf(firstIs(() => new TypeError('fetch failed')));

    expect(await call()).toMatchObject({ status: 'fulfilled' });
    expect(platform.sent.map(({ url }) => url)).toEqual([
      'https://one.example.com/v1/parcels',
      'https://two.example.com/shop/v1/parcels',
    ]);
    expect(new Set(platform.sent.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['"id-1"']));
  });

  it('begins at the next one for 30 s, and then returns', async () => {
    let isDown = true;
    const { platform, call } = clientOf(firstIs(() => (isDown ? new TypeError('fetch failed') : json(201, {}))));
    await call();
    isDown = false;
    await platform.pass(29_900);
    await call();
    await platform.pass(100);
    await call();

    expect(hostsOf(platform)).toEqual(['one', 'two', 'two', 'one']);
  });

  it('asks the next one after a problem, without the wait that the first one asked for, and stays with the first', async () => {
    const busy = () => problem(503, 'service-unavailable', { retryable: true }, { 'retry-after': '20' });
    const { platform, call } = clientOf(firstIs(busy));
    await call();
    await call();

    expect(hostsOf(platform)).toEqual(['one', 'two', 'one', 'two']);
    expect(platform.now()).toBe(100);
  });

  it('tries both in turn where neither answers', async () => {
    const { platform, call } = clientOf(() => new TypeError('fetch failed'));

    expect(await call()).toMatchObject({ reason: expect.any(ConnectionError) });
    expect(hostsOf(platform)).toEqual(['one', 'two', 'one', 'two']);
  });

  it('fails without any', () => {
    expect(() => new Client({ baseUrl: [] })).toThrow('baseUrl: received none, expected one or more');
  });
});

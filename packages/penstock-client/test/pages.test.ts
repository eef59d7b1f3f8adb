import { describe, expect, it } from '@jest/globals';
import { Client, InvalidResponseError, itemsOf, pagesOf } from '../index.ts';
import { type Behaviour, FakePlatform, json } from './fake-platform.ts';

const page =
  (items: readonly number[], nextCursor: string | null): Behaviour =>
  () =>
    json(200, { items, nextCursor });
const list = { path: '/v1/parcels', query: { limit: 2 } };

async function gather<T>(all: AsyncIterable<T>): Promise<readonly T[]> {
  const gathered: T[] = [];
  for await (const one of all) gathered.push(one);
  return gathered;
}

function clientOf(behaviours: readonly Behaviour[]) {
  const platform = new FakePlatform(behaviours);
  return { client: new Client({ baseUrl: 'https://a.example', platform }), platform };
}

describe('a list', () => {
  it('is followed from page to page until the last one', async () => {
    const { client, platform } = clientOf([page([1, 2], 'a/b'), page([], 'c'), page([3], null)]);

    expect(await gather(itemsOf<number>(client, list))).toEqual([1, 2, 3]);
    expect(platform.sent.map(({ url }) => new URL(url).search)).toEqual([
      '?limit=2',
      '?limit=2&cursor=a%2Fb',
      '?limit=2&cursor=c',
    ]);
  });

  it('is read no further than it is asked for', async () => {
    const { client, platform } = clientOf([page([1, 2], 'a'), page([3], null)]);

    for await (const item of itemsOf<number>(client, { path: '/v1/parcels' })) if (item === 2) break;

    expect(platform.sent).toHaveLength(1);
  });

  it('may be read by its pages, from a cursor on', async () => {
    const { client, platform } = clientOf([page([3], null)]);
    const pages = await gather(pagesOf(client, { ...list, query: { cursor: 'c' } }));

    expect(pages).toEqual([{ items: [3], nextCursor: null }]);
    expect(platform.sent.map(({ url }) => new URL(url).search)).toEqual(['?cursor=c']);
  });

  it('fails when a page names itself as the next one', async () => {
    const { client } = clientOf([page([1], 'a')]);

    await expect(gather(itemsOf(client, list))).rejects.toThrow(InvalidResponseError);
  });
});

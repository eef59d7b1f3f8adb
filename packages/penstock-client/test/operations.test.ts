import { describe, expect, it } from '@jest/globals';
import { bindOperations, type CallResult, type Operation, type StreamOptions } from '../index.ts';
import { FakePlatform, json } from './fake-platform.ts';

type Bound = {
  readonly [Name in 'create' | 'change' | 'put' | 'list']: {
    (input?: object, options?: object): Promise<CallResult<unknown>>;
    items(input?: object): AsyncIterable<unknown>;
    pages(input?: object): AsyncIterable<unknown>;
  };
};

interface Watched {
  watch(input: object, options: StreamOptions): AsyncIterable<{ readonly data: unknown }>;
}

const operations: Readonly<Record<string, Operation>> = {
  create: { method: 'POST', path: '/v1/parcels', keyed: true },
  change: {
    method: 'PATCH',
    path: '/v1/parcels/{parcelId}',
    headers: [['ifMatch', 'If-Match']],
    contentType: 'application/merge-patch+json',
  },
  put: { method: 'PUT', path: '/v1/{a}/{b}', keyed: true },
  list: { method: 'GET', path: '/v1/parcels', query: ['limit', 'cursor', ['sizeInQuery', 'page[size]']], paged: true },
  watch: { method: 'GET', path: '/v1/parcels/{parcelId}/events', streamed: true },
};

function bound(answer: () => Response = () => json(200, {})) {
  const platform = new FakePlatform([answer]);
  const api = bindOperations<Bound>({ baseUrl: 'https://a.example', platform }, operations);
  return { api, platform };
}

describe('an operation', () => {
  it('puts each member of its input where it belongs', async () => {
    const { api, platform } = bound();
    await api.change({ parcelId: 'a/b', ifMatch: '"1"', body: { reference: null } });
    await api.list({ limit: 5, sizeInQuery: 2, cursor: undefined });

    expect(platform.sent).toMatchObject([
      {
        url: 'https://a.example/v1/parcels/a%2Fb',
        headers: { 'If-Match': '"1"', 'content-type': 'application/merge-patch+json' },
        body: '{"reference":null}',
      },
      { url: 'https://a.example/v1/parcels?limit=5&page%5Bsize%5D=2', method: 'GET' },
    ]);
  });

  it.each<[keyof Bound, object, string | undefined]>([
    ['create', {}, '"id-1"'],
    ['put', { a: 1, b: 2 }, '"id-1"'],
    ['change', { parcelId: 'x' }, undefined],
    ['list', {}, undefined],
  ])('%s has a key where its contract takes one', async (name, input, key) => {
    const { api, platform } = bound();
    await api[name](input);

    expect(platform.sent[0]?.headers['idempotency-key']).toBe(key);
  });

  it('takes a key, headers, a deadline and a signal', async () => {
    const { api, platform } = bound();
    await api.create({ body: {} }, { idempotencyKey: 'mine', headers: { 'x-app': 'shop' } });

    expect(platform.sent[0]?.headers).toMatchObject({ 'idempotency-key': '"mine"', 'x-app': 'shop' });
    await expect(api.create({ body: {} }, { signal: AbortSignal.abort(new Error('Gone')) })).rejects.toThrow('Gone');
  });

  it.each([undefined, '', '.', '..'])('fails for %p in its path, which would be another one', async (a) => {
    const { api, platform } = bound();

    await expect(api.put({ a, b: 'x' })).rejects.toThrow(/^a: received .*, expected a part of the path/);
    expect(platform.sent).toEqual([]);
  });

  it('follows a stream after the event that was seen', async () => {
    const answers = ['id: 2\ndata: {"version":2}\n\n', undefined];
    const platform = new FakePlatform(
      answers.map((text) => () => new Response(text ?? null, { status: text === undefined ? 204 : 200 })),
    );
    const api = bindOperations<Watched>({ baseUrl: 'https://a.example', platform }, operations);
    const seen: unknown[] = [];
    const all = (async () => {
      for await (const { data } of api.watch({ parcelId: 'x' }, { after: '1' })) seen.push(data);
    })();
    await platform.settle(all);

    expect(seen).toEqual([{ version: 2 }]);
    expect(platform.sent.map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
      ['https://a.example/v1/parcels/x/events', '1'],
      ['https://a.example/v1/parcels/x/events', '2'],
    ]);
  });

  it('gives its pages and their items, where it has them', async () => {
    const { api } = bound(() => json(200, { items: [1, 2], nextCursor: null }));
    const all: unknown[] = [];
    for await (const page of api.list.pages()) all.push(page);
    for await (const item of api.list.items({ limit: 2 })) all.push(item);

    expect(all).toEqual([{ items: [1, 2], nextCursor: null }, 1, 2]);
    expect(api.create).not.toHaveProperty('items');
  });
});

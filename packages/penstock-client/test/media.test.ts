import { describe, expect, it } from '@jest/globals';
import { bindOperations, type CallResult, Client, multipart, type Operation, styled, urlEncoded } from '../index.ts';
import { FakePlatform, json, problem } from './fake-platform.ts';

type Bound = Readonly<Record<string, (input?: object, options?: object) => Promise<CallResult<unknown>>>>;

const operations: Readonly<Record<string, Operation>> = {
  find: {
    method: 'GET',
    path: '/v1/{area}/parcels{ids}',
    query: ['filter', 'limit', ['sortBy', 'sort[by]']],
    headers: [['tags', 'X-Tags']],
    styles: {
      ids: styled('ids', 'matrix', { explode: true, in: 'path' }),
      filter: styled('filter', 'deepObject', { explode: true }),
      sortBy: styled('sort[by]', 'pipeDelimited'),
      tags: styled('X-Tags', 'simple', { in: 'header' }),
    },
  },
  upload: {
    method: 'POST',
    path: '/v1/labels',
    keyed: true,
    contentType: 'multipart/form-data',
    choosesType: true,
    encoders: {
      'multipart/form-data': multipart(['about']),
      'application/x-www-form-urlencoded': urlEncoded({ sizes: styled('sizes', 'form', { explode: false }) }),
    },
  },
  print: { method: 'GET', path: '/v1/label', accept: 'application/pdf' },
};

function bound(answer: () => Response = () => json(200, {})) {
  const platform = new FakePlatform([answer]);
  return { api: bindOperations<Bound>({ baseUrl: 'https://a.example', platform }, operations), platform };
}

describe('parameters that are more than one text', () => {
  it('are written in their styles, where they belong', async () => {
    const { api, platform } = bound();
    await api.find?.({
      area: 'a/b',
      ids: [1, 2],
      filter: { status: 'paid', empty: undefined },
      limit: 5,
      sortBy: ['a', 'b'],
      tags: ['x', 'y'],
    });
    await api.find?.({ area: 'a', ids: [1], filter: {}, tags: [] });

    expect(platform.sent.map(({ url }) => url)).toEqual([
      'https://a.example/v1/a%2Fb/parcels;ids=1;ids=2?limit=5&filter%5Bstatus%5D=paid&sort%5Bby%5D=a%7Cb',
      'https://a.example/v1/a/parcels;ids=1',
    ]);
    expect(platform.sent[0]?.headers).toMatchObject({ 'X-Tags': 'x,y' });
  });
});

describe('a body', () => {
  it('of fields and files is sent again as it was, under one key', async () => {
    const platform = new FakePlatform([
      () => problem(503, 'service-unavailable', { retryable: true }),
      () => json(200, {}),
    ]);
    const api = bindOperations<Bound>({ baseUrl: 'https://a.example', platform }, operations);
    const label = new File(['%PDF'], 'label.pdf', { type: 'application/pdf' });
    const call = api.upload?.({
      body: { label, sizes: [1, 2], about: { by: ['me'] }, none: undefined },
    }) as Promise<unknown>;
    await platform.settle(call);

    const [first, second] = platform.sent;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers).toMatchObject({ 'idempotency-key': first?.headers['idempotency-key'] });
    // Its boundary is made where it is sent.
    expect(first?.headers).not.toHaveProperty('content-type');
    const data = first?.body as FormData;
    expect([...data.keys()]).toEqual(['label', 'sizes', 'sizes', 'about']);
    expect([data.getAll('sizes'), data.get('about')]).toEqual([['1', '2'], '{"by":["me"]}']);
    const file = data.get('label') as File;
    expect([file.name, file.type, await file.text()]).toEqual(['label.pdf', 'application/pdf', '%PDF']);
  });

  it('has the media type that the input chooses', async () => {
    const { api, platform } = bound();
    await api.upload?.({
      contentType: 'application/x-www-form-urlencoded',
      body: { name: 'a b', sizes: [1, 2], tags: ['x', 'y'], at: { R: 1 }, none: undefined, empty: [] },
    });

    expect(platform.sent).toMatchObject([
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'name=a%20b&sizes=1,2&tags=x&tags=y&R=1',
      },
    ]);
  });

  it.each<[string, string, unknown, unknown]>([
    ['a text', 'text/csv', 'a,b', 'a,b'],
    ['bytes', 'application/octet-stream', Uint8Array.of(1), Uint8Array.of(1)],
    ['JSON of another name', 'application/merge-patch+json; charset=utf-8', 'a', '"a"'],
  ])('that is %s is sent as it is', async (_, contentType, body, sent) => {
    const platform = new FakePlatform([() => json(200, {})]);
    await new Client({ baseUrl: 'https://a.example', platform }).call({ method: 'PUT', path: '/x', contentType, body });

    expect(platform.sent).toMatchObject([{ headers: { 'content-type': contentType }, body: sent }]);
  });
});

describe('an answer', () => {
  const of =
    (type: string | undefined, body: string | null, status = 200) =>
    () =>
      new Response(body === null ? null : Buffer.from(body), {
        status,
        headers: type === undefined ? {} : { 'Content-Type': type },
      });

  it.each<[string, () => Response, unknown]>([
    ['bytes', of('application/pdf', '%PDF'), new Uint8Array(Buffer.from('%PDF'))],
    ['a text', of('text/csv; charset=utf-8', 'a,b'), 'a,b'],
    ['XML', of('application/atom+xml', '<a/>'), '<a/>'],
    ['JSON', of('application/vnd.x+json', '{"a":1}'), { a: 1 }],
    ['nothing', of(undefined, null, 204), undefined],
  ])('that may be any is %s by what it says it is', async (_, answer, data) => {
    const { api, platform } = bound(answer);

    expect((await api.print?.())?.data).toEqual(data);
    expect(platform.sent[0]?.headers.accept).toBe('application/pdf, application/problem+json');
  });

  it('is what the caller accepts', async () => {
    const { api, platform } = bound();
    await api.print?.({}, { accept: 'text/csv' });

    expect(platform.sent[0]?.headers.accept).toBe('text/csv, application/problem+json');
  });

  it('that is a problem is one, whatever was asked for', async () => {
    const { api } = bound(() => problem(404, 'not-found', {}, { 'content-type': 'application/problem+json' }));

    await expect(api.print?.()).rejects.toMatchObject({ status: 404, code: 'not-found' });
  });

  it('that should be JSON and is another is refused', async () => {
    const platform = new FakePlatform([of('text/html', '<html>')]);
    const call = new Client({ baseUrl: 'https://a.example', platform }).call({ path: '/x' });

    await expect(call).rejects.toMatchObject({ name: 'InvalidResponseError' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { newOrder } from '../support/orders.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let cloud: TestCloud;
let token: string;

beforeAll(async () => {
  [browser, cloud] = await Promise.all([launch(), startCloud()]);
  token = await cloud.token('acme');
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.close()]);
});

/** A page of an origin that no server has. */
async function pageOf(origin: string): Promise<Page> {
  const page = await browser.newPage();
  const url = `${origin}/`;
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(url);
  // Without interception from here on: the browser sends its own preflights.
  await page.unroute(url);
  return page;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Read {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a page reads of an answer; the browser's error where it may not. */
const read = (page: Page, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Read | string> => {
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return page.evaluate(
    `fetch(${JSON.stringify(cloud.url + path)}, ${JSON.stringify(init)}).then(
      async (answer) => ({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        json: await answer.json(),
      }),
      (error) => String(error),
    )`,
  );
};

const known = () => ({ Authorization: `Bearer ${token}` });
const order = (key: string): Asked => ({
  method: 'POST',
  headers: { ...known(), 'Content-Type': 'application/json', 'Idempotency-Key': key },
  body: newOrder,
});

describe('a page of an origin that the contract lets in', () => {
  let page: Page;
  beforeAll(async () => {
    page = await pageOf('http://localhost:5173');
  });

  it('places an order, reads it by its Location, and finds it in the list', async () => {
    const placed = (await read(page, '/v1/orders', order('page-1'))) as Read;
    expect(placed).toMatchObject({
      status: 201,
      headers: {
        etag: '"1"',
        location: expect.stringMatching(/^\/v1\/orders\//),
        'x-correlation-id': expect.any(String),
      },
    });

    const one = await read(page, String(placed.headers.location), { headers: { ...known(), 'If-None-Match': '"0"' } });
    expect(one).toMatchObject({ status: 200, json: { id: placed.json.id } });
    const list = await read(page, '/v1/orders?limit=1', { headers: known() });
    expect(list).toMatchObject({ status: 200, json: { items: [{ id: placed.json.id }] } });
  });

  it('reads errors: of a function, of the gateway, and of a route that is none', async () => {
    const invalid = await read(page, '/v1/orders', { ...order('page-2'), body: {} });
    expect(invalid).toMatchObject({ status: 422, json: { type: 'urn:penstock:problem:validation' } });
    const unknown = await read(page, '/v1/orders');
    expect(unknown).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringContaining('Bearer') } });
    expect(await read(page, '/v1/nothing')).toMatchObject({ status: 404 });
  });

  it('reads what the API says of itself, and an order as it changes', async () => {
    const { status, json } = (await read(page, '/openapi.json')) as Read;
    expect([status, json.servers]).toEqual([200, [{ url: cloud.url }]]);

    const placed = (await read(page, '/v1/orders', order('page-4'))) as Read;
    const url = `${cloud.url}${placed.headers.location}/events`;
    const streamed = await page.evaluate(
      `fetch(${JSON.stringify(url)}, { headers: ${JSON.stringify(known())} }).then(async (answer) => {
        const { value } = await answer.body.pipeThrough(new TextDecoderStream()).getReader().read();
        return [answer.status, answer.headers.get('content-type'), value];
      })`,
    );
    expect(streamed).toEqual([200, expect.stringContaining('text/event-stream'), expect.stringContaining('retry:')]);
  });

  it('sends nothing that the path does not take', async () => {
    expect(await read(page, '/v1/orders', { headers: { ...known(), 'X-Other': '1' } })).toMatch(/TypeError/);
  });
});

describe('a page of another origin', () => {
  it('reads nothing, and places nothing', async () => {
    const page = await pageOf('http://localhost:5174');
    const before = cloud.invocations.length;

    expect(await read(page, '/v1/orders', order('page-3'))).toMatch(/TypeError/);
    expect(await read(page, '/v1/orders', { headers: known() })).toMatch(/TypeError/);
    expect(await read(page, '/health')).toMatch(/TypeError/);
    expect(cloud.invocations.length).toBe(before);
  });
});

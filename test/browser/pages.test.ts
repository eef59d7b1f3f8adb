import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { send } from 'penstock/testkit/http';
import type { Browser, Page } from 'playwright-core';
import { listeningOf } from '../../packages/penstock/test/local/fixtures/listening.ts';
import { descendants } from '../../packages/penstock/test/local/fixtures/processes.ts';
import { attackFrom, document, launch, type Readable } from './chromium.ts';
import { type Running, startListeners } from './listeners.ts';
import { observe } from './observed.ts';

let browser: Browser;
let running: Running;
let attacker: Server;
let observed: ReturnType<typeof observe>;

beforeAll(async () => {
  browser = await launch();
  running = await startListeners();
  // Serves the page, and plays a listener that has no guard.
  attacker = createServer((request, response) => {
    const sandbox =
      request.url === '/sandboxed' ? { 'Content-Security-Policy': 'sandbox allow-scripts allow-forms' } : {};
    response.writeHead(200, { 'Content-Type': 'text/html', 'Access-Control-Allow-Origin': '*', ...sandbox });
    response.end(document);
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  observed = observe();
});
afterAll(async () => {
  observed.stop();
  await browser.close();
  attacker.close();
  attacker.closeAllConnections();
  await running.close();
});
beforeEach(() => {
  observed.arrivals.length = 0;
});

const attackerPort = () => (attacker.address() as AddressInfo).port;

async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  try {
    return await use(page);
  } finally {
    await page.close();
  }
}

/** A page of another origin, with a path of the attacker's. */
const foreignPage = (path: string, urls: readonly string[]) =>
  withPage(async (page) => {
    await page.goto(`http://attacker.example:${attackerPort()}${path}`);
    return attackFrom(page, urls);
  });

/** A page that came from elsewhere under a name and a port, which are now this machine's. */
const reboundPage = (port: number, paths: readonly string[]) =>
  withPage(async (page) => {
    const url = `http://evil.example:${port}/page`;
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: document }));
    await page.goto(url);
    // Without interception from here on: what the page sends goes to the listener as it is.
    await page.unroute(url);
    return attackFrom(
      page,
      paths.map((path) => `http://evil.example:${port}${path}`),
    );
  });

const urlsOf = (host: string) =>
  running.listeners.flatMap(({ port, paths }) => paths.map((path) => `http://${host}:${port}${path}`));

/** What a page read that is not the guard's refusal. */
const leaks = (readable: Readable) =>
  readable.filter(([, answer]) => !/^\d+ .*urn:penstock:problem:(misdirected-request|forbidden)/.test(answer));

/** What arrived at the listeners, by listener, and what of it got past the guard. */
function arrivals() {
  const at = running.listeners.map(
    ({ what, port }) => [what, observed.arrivals.filter((one) => one.port === port)] as const,
  );
  return {
    reached: at.filter(([, requests]) => requests.length > 0).map(([what]) => what),
    past: at.flatMap(([what, requests]) =>
      requests.filter((one) => !one.isRefused()).map((one) => `${what}: ${one.request} ${one.status()}`),
    ),
  };
}

/** Nothing that a service would have done was done. */
function expectNothingDone(): void {
  const { small, printed } = running;
  expect({
    invocations: small.invocations,
    records: small.cloud.provider?.records,
    faults: small.cloud.faults.plan,
    dial: small.cloud.provider?.faults.hang,
    printed,
  }).toEqual({ invocations: [], records: [], faults: {}, dial: false, printed: [] });
}

const everyListener = () => running.listeners.map(({ what }) => what);

describe('a web page', () => {
  it('reads what a listener without a guard answers, in most of the ways it has', async () => {
    const url = `http://127.0.0.1:${attackerPort()}/`;
    const readable = await foreignPage('/', [url]);

    expect(readable.map(([attempt]) => attempt)).toEqual(
      expect.arrayContaining(['fetch', 'post of text', 'post of a form', 'xhr'].map((way) => `${url} by ${way}`)),
    );
    expect(observed.arrivals.length).toBeGreaterThan(15);
  });

  it.each([
    ['another origin', '/'],
    ['an opaque origin', '/sandboxed'],
  ])('of %s gets nothing from any listener', async (_, path) => {
    const hosts = ['127.0.0.1', 'localhost', 'evil.example'];
    const readable: Readable[] = [];
    for (const host of hosts) readable.push(await foreignPage(path, urlsOf(host)));

    expect(leaks(readable.flat())).toEqual([]);
    expect(arrivals()).toEqual({ reached: everyListener(), past: [] });
    expectNothingDone();
  });

  it('whose name was rebound to this machine gets nothing from any listener', async () => {
    const readable: Readable[] = [];
    for (const { port, paths } of running.listeners) readable.push(await reboundPage(port, paths));

    // It is of the listener's own origin to the browser, so it reads the refusals.
    expect(readable.flat().length).toBeGreaterThan(0);
    expect(leaks(readable.flat())).toEqual([]);
    expect(arrivals()).toEqual({ reached: everyListener(), past: [] });
    expectNothingDone();
  });

  it('finds no listener beside these, the engine of the tables included', async () => {
    const { small, listeners } = running;
    const protection = small.cloud.engineProtection;

    expect(['isolated', 'hidden']).toContain(protection);
    const guarded = [...listeners.map(({ port }) => port), attackerPort()];
    const found = listeningOf([process.pid, ...(await descendants(process.pid))]);
    expect(found.filter(({ port }) => !guarded.includes(port)).map(({ address }) => address)).toEqual(
      protection === 'isolated' ? [] : [expect.stringMatching(/^127\.(?!0\.0\.1$)/)],
    );
  });

  it('is no program: one that sends neither Origin nor Sec-Fetch-Site is served', async () => {
    const statuses = await Promise.all(
      running.listeners.map(({ port, paths }) => send(`http://127.0.0.1:${port}`, 'GET', paths[0] ?? '/')),
    );

    expect(statuses.map(({ status }) => status)).toEqual([200, 400, 200, 204, 503]);
  });
});

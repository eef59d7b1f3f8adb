import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { newOrder } from '../support/orders.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let cloud: TestCloud;
let page: Page;
/** What the page complained of: errors of the console, violations of its policy among them, and exceptions. */
const complaints: string[] = [];
const requested: string[] = [];

beforeAll(async () => {
  [browser, cloud] = await Promise.all([launch(), startCloud()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  page.on('console', (message) => void (/error|warning/.test(message.type()) && complaints.push(message.text())));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requested.push(request.url()));
  await page.goto(`${cloud.url}/docs`);
  await page.locator('.opblock').first().waitFor();
});
afterAll(async () => {
  await Promise.all([browser.close(), cloud.close()]);
});

const operation = (id: string) => page.locator(`[id$="-${id}"]`);

/** A picture to look at, where one is asked for. */
const picture = async (name: string) => {
  const folder = process.env.SCREENSHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

describe('the reference page', () => {
  it('shows each operation, and leads to what else describes the API', async () => {
    const documents = await page
      .locator('nav a')
      .evaluateAll((links: { textContent: string; href: string }[]) =>
        links.map(({ textContent, href }) => [textContent, href]),
      );
    const answers = await Promise.all(documents.map(async ([, href]) => (await fetch(String(href))).status));
    await picture('docs');

    expect(await page.title()).toBe('Orders');
    await operation('createOrder').waitFor();
    expect(documents.map(([text]) => text)).toEqual([
      'OpenAPI 3.1',
      'AsyncAPI 3.0',
      'GraphQL schema',
      'orders.v1.orders.proto',
      'Protobuf descriptor set',
    ]);
    expect(answers).toEqual(documents.map(() => 200));
  });

  it('places an order by a token that is pasted into it', async () => {
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.getByLabel('auth-bearer-value').fill(await cloud.token('acme'));
    await picture('authorize');
    await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Apply' }).click();
    await page.locator('.auth-btn-wrapper').getByRole('button', { name: 'Close' }).click();

    const place = operation('createOrder');
    await place.click();
    await place.getByRole('button', { name: 'Try it out' }).click();
    await place.getByPlaceholder('Idempotency-Key').fill('docs-1');
    await place.locator('textarea.body-param__text').fill(JSON.stringify(newOrder));
    await place.getByRole('button', { name: 'Execute' }).click();
    const answered = place.locator('.live-responses-table .response');
    await answered.waitFor();
    await picture('placed');

    expect(await answered.locator('.response-col_status').textContent()).toMatch(/^201/);
    expect(await answered.textContent()).toContain('"status": "pending"');
  });

  it('asked no other host for anything, and broke no policy', () => {
    expect(new Set(requested.map((url) => new URL(url).host))).toEqual(new Set([new URL(cloud.url).host]));
    expect(complaints).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { withBackbone } from '../../packages/penstock/test/local/fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../../packages/penstock/test/local/fixtures/cloud.ts';
import { launch } from './chromium.ts';

let browser: Browser;
let small: SmallCloud;
let page: Page;
const mistakes: string[] = [];

beforeAll(async () => {
  browser = await launch();
  const idle = 'exports.handler = async () => ({});';
  const failing = "exports.handler = async () => { throw new TypeError('<img src=x onerror=alert(1)>'); };";
  small = await startSmallCloud({ handlers: { Worker: idle, Relay: idle, Open: failing }, edit: withBackbone });
  page = await browser.newPage();
  page.on('pageerror', (error) => mistakes.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && mistakes.push(message.text())));
  page.on('dialog', (dialog) => mistakes.push(dialog.message()));
  await page.goto(`${small.cloud.url}/_local`);
  await page.getByText('Up to date').waitFor();
});
afterAll(async () => {
  await browser.close();
  await small.close();
});

const row = (table: string, text: string) => page.locator(`#${table} tr`, { hasText: text });

describe('the page of the local cloud', () => {
  it('shows routes, functions and queues', async () => {
    await row('routes', '/open').waitFor();
    await row('functions', 'Worker').waitFor();
    await row('queues', 'work').waitFor();

    expect(await page.locator('#stage').textContent()).toMatch(/^Stage \S+ in eu-west-1, tables in an engine/);
    expect(await page.locator('#faults').textContent()).toBe('None.');
  });

  it('shows by itself what fails and what goes wrong, and runs nothing of what it shows', async () => {
    await fetch(`${small.cloud.url}/open`);
    small.cloud.faults.inject({ crash: 0.5 });
    await row('functions', 'TypeError: <img src=x').waitFor();
    await page.getByText('crash 0.5').waitFor();

    expect(await page.locator('img').count()).toBe(0);
  });

  it('says that it is not up to date once the cloud is gone', async () => {
    expect(mistakes).toEqual([]);
    await small.cloud.close();
    await page.getByText('does not answer').waitFor();

    await row('routes', '/open').waitFor();
  });
});

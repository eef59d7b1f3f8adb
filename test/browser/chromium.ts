import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws Error that says how to get one, where there is none */
function executable(): string {
  const found = [process.env.CHROMIUM ?? '', ...usual].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    `There is no Chromium at ${usual.join(', ')}. Install one (apt-get install chromium), or name one by CHROMIUM=/path.`,
  );
}

/** A browser to which every name under `.example` is this machine, as a rebound name is. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.example 127.0.0.1',
      // The guard is what is tested, not what newer browsers put before it.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  });
}

/** What the page could read, as `attack.js` says. */
export type Readable = readonly (readonly [attempt: string, answer: string])[];

const script = readFileSync(join(import.meta.dirname, 'attack.js'), 'utf8');

/** A page with the attack in it; `sandbox` gives it the origin `null`. */
export const document = `<!doctype html><body><script>${script}</script></body>`;

/** Calls the URLs in every way a page can. */
export function attackFrom(page: Page, urls: readonly string[]): Promise<Readable> {
  return page.evaluate(`attack(${JSON.stringify(urls)})`);
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bundle } from '../../../build/bundle.ts';
import { type BundleRecord, readRecord } from '../../../build/record.ts';
import { LocalError } from '../../../local/problems.ts';
import { type Loop, startLoop } from '../../../local/watch/loop.ts';
import type { PlanChange } from '../../../local/watch/plan-changes.ts';
import { eventually } from '../fixtures/eventually.ts';

let root: string;
let loop: Loop;
let record: BundleRecord;
let renewals: AbortSignal[];
/** What a renewal does; ends at once with nothing by default. */
let renewal: (signal: AbortSignal) => Promise<readonly PlanChange[]>;
const live: string[] = [];
const printed: string[] = [];
const steps: string[] = [];

const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const handler = (answer: string) =>
  `import { count } from '../../../generated/routes.ts';\nexport const handler = async () => '${answer}' + count;`;
const said = (text: string) =>
  eventually(
    () => printed.join('\n'),
    (found) => found.includes(text),
  );

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'penstock-loop-'));
  for (const folder of ['bin', 'contract', 'functions/things/entry/http', 'functions/generated', 'lib']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write('bin/penstock.ts', "import '../lib/app.ts';");
  write('lib/app.ts', 'export const app = 1;');
  write('functions/generated/routes.ts', 'export const count = 0;');
  write('contract/openapi.yaml', 'openapi: 3.1.0');
  const file = 'functions/things/entry/http/create.ts';
  write(file, handler('one'));
  const recordFile = join(root, 'record.json');
  await bundle({ root, outDir: join(root, 'dist'), entries: { create: file }, checkAnswers: false, recordFile });
  record = await readRecord(recordFile);
  for (const list of [live, printed, steps]) list.length = 0;
  renewals = [];
  renewal = async () => [];
  loop = await startLoop({
    root,
    print: (line) => printed.push(line),
    generate: async () => {
      steps.push('generate');
      write('functions/generated/routes.ts', `export const count = ${steps.length};`);
      // Longer than the watcher waits before it looks.
      await sleep(150);
    },
    session: {
      get record() {
        return record;
      },
      replaceCode: async (next, codes) => {
        live.push(...[...codes.values()].map((content) => Buffer.from(content).toString()));
        record = next;
        return [...codes.keys()];
      },
      renew: (signal) => {
        steps.push('renew');
        renewals.push(signal);
        return renewal(signal);
      },
    },
  });
});
afterEach(async () => {
  await loop.close();
  rmSync(root, { recursive: true });
});

describe('a stage that follows its sources', () => {
  it('gives a function its edited code, and is not synthesized for it', async () => {
    write('functions/things/entry/http/create.ts', handler('two'));
    await said('functions/things/entry/http/create.ts: live in create after');

    expect(live).toEqual([expect.stringContaining('two')]);
    expect(steps).toEqual([]);
  });

  it('leaves what runs when an edit does not compile, says so once, and goes on with the next', async () => {
    write('functions/things/entry/http/create.ts', 'export const handler = (;');
    await said('create.ts:1:');
    await said('Nothing was replaced: what ran before runs on.');
    expect(live).toEqual([]);

    write('functions/things/entry/http/create.ts', handler('two'));
    await said('live in create');
  });

  it('derives from an edited contract before it synthesizes, and does not take what it derived for an edit', async () => {
    renewal = async () => [{ kind: 'routes', added: ['GET /more'], removed: [], changed: ['GET /things'] }];
    write('contract/openapi.yaml', 'openapi: 3.1.1');
    await said('  routes: + GET /more, ~ GET /things');
    write('functions/things/entry/http/create.ts', handler('two'));
    await said('live in create');

    expect(steps).toEqual(['generate', 'renew']);
    expect(printed.filter((line) => line.includes('generated'))).toEqual([]);
  });

  it('leaves what runs when a synthesis fails, and synthesizes at the next edit of anything', async () => {
    renewal = () => Promise.reject(new LocalError('lib/app.ts: no such table.'));
    write('lib/app.ts', 'export const app = 2;');
    await said('lib/app.ts: no such table.\n  Nothing was replaced: what ran before runs on.');
    renewal = async () => [];
    write('functions/things/entry/http/create.ts', handler('two'));
    await said('Nothing that runs is different');

    expect(steps).toEqual(['renew', 'renew']);
  });

  it('ends a synthesis that an edit makes stale, and begins again', async () => {
    renewal = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new LocalError('it was ended'))));
    write('lib/app.ts', 'export const app = 2;');
    await eventually(
      () => renewals.length,
      (count) => count === 1,
    );
    renewal = async () => [];
    write('lib/app.ts', 'export const app = 31;');
    await said('Nothing that runs is different');

    expect(renewals.map(({ aborted }) => aborted)).toEqual([true, false]);
    expect(printed.join('\n')).not.toContain('it was ended');
  });
});

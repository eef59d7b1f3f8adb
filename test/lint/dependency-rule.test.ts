import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const config = join(root, '.dependency-cruiser.cjs');
const rules: { name: string }[] = createRequire(import.meta.url)(config).forbidden;

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

async function cruise(cwd: string, rooms: string[]): Promise<Violation[]> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [cli, '--config', config, '--output-type', 'json', ...rooms];
  const run = promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  const { stdout } = await run.catch((failed: { stdout: string }) => failed);
  return JSON.parse(stdout).summary.violations;
}

describe('the dependency rule', () => {
  it('fails a tree in which every arrow is drawn outward, once for each rule', async () => {
    const violations = await cruise(join(import.meta.dirname, '../fixtures/dependency-rule'), [
      'functions',
      'lib',
      'packages',
    ]);
    expect([...new Set(violations.map(({ rule }) => rule.name))].sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  it('names both ends of the arrow', async () => {
    const violations = await cruise(join(import.meta.dirname, '../fixtures/dependency-rule'), ['functions']);
    expect(violations).toContainEqual(
      expect.objectContaining({
        from: 'functions/orders/entry/http/create.ts',
        to: 'functions/orders/adapters/store.ts',
        rule: expect.objectContaining({ name: 'entries-take-adapters-from-compose' }),
      }),
    );
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appName } from '../../cli/app-name.ts';
import { codemods } from '../../upgrade/codemods.ts';
import { migrate } from '../../upgrade/migrate.ts';

let root: string;
let file: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'penstock-upgrade-'));
  file = join(root, 'package.json');
});
afterEach(() => rmSync(root, { recursive: true }));

const upgrade = (before: string, now: string): string => migrate({ root, before, now, codemods, changelog: '' });
const write = (manifest: object) => writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);

describe('an app of 0.1.0', () => {
  it('keeps the names of what it has deployed', () => {
    write({ name: 'room-bookings', version: '1.0.0' });

    expect(upgrade('0.1.0', '0.2.0')).toMatch(/^Changed in the app:\n0\.2\.0: penstock\.name .*\n {2}package\.json$/m);

    expect(appName(root)).toBe('penstock');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      name: 'room-bookings',
      version: '1.0.0',
      penstock: { name: 'penstock' },
    });
  });

  it('is left as it is where it says its name', () => {
    write({ name: 'room-bookings', penstock: { name: 'bookings' } });
    const text = readFileSync(file, 'utf8');

    expect(upgrade('0.1.0', '0.2.0')).toContain('nothing to change');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

it('an app of 0.2.0 has its own name already', () => {
  write({ name: 'room-bookings' });
  upgrade('0.2.0', '0.3.0');

  expect(appName(root)).toBe('room-bookings');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appName } from '../../cli/app-name.ts';
import { UserError } from '../../cli/user-error.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-name-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function nameOf(manifest: object): string {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return appName(folder);
}

describe('the name of an app', () => {
  it.each([
    ['its package has', { name: 'room-bookings' }, 'room-bookings'],
    ['its package has, without the scope', { name: '@acme/bookings' }, 'bookings'],
    ['it is given', { name: 'acme_monorepo', penstock: { name: 'bookings' } }, 'bookings'],
    ['has 32 characters', { name: 'a'.repeat(32) }, 'a'.repeat(32)],
    ['has a number of its own', { name: 'api-2' }, 'api-2'],
  ])('is the one that %s', (_, manifest, name) => {
    expect(nameOf(manifest)).toBe(name);
  });

  it.each([
    ['has 33 characters', { name: 'a'.repeat(33) }],
    ['is in capitals', { penstock: { name: 'Bookings' } }],
    ['begins with a digit', { name: '2api' }],
    ['ends with a hyphen', { name: 'api-' }],
    ['has two hyphens at once', { name: 'my--api' }],
    ['is not there', {}],
    ['is a number', { name: 'api', penstock: { name: 1 } }],
  ])('fails where it %s', (_, manifest) => {
    expect(() => nameOf(manifest)).toThrow(UserError);
  });

  it('fails with the file, what was received and what to write', () => {
    expect(() => nameOf({ name: 'My_Api' })).toThrow(
      /package\.json, name: .*\n {4}received "My_Api"\n {4}expected .*\n {4}fix {6}write "penstock": \{ "name"/,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { migrate } from '../../upgrade/migrate.ts';
import { compareVersions } from '../../upgrade/version.ts';

const changelog = `# Changelog

## [Unreleased]
- soon

## [1.2.0] - 2027-03-01
- carries parcels

## [1.1.0] - 2027-02-01
- weighs parcels

## [1.0.0] - 2027-01-01
- everything
`;

function upgrade(before: string, now: string) {
  const runs: string[] = [];
  const codemod = (version: string, files: readonly string[]) => ({
    version,
    what: `what ${version} needs`,
    run: (root: string) => {
      runs.push(`${version} in ${root}`);
      return files;
    },
  });
  const codemods = [codemod('1.10.0', ['c.ts']), codemod('1.2.0', ['a.ts', 'b.ts']), codemod('1.1.0', [])];
  return { said: migrate({ root: 'app', before, now, codemods, changelog }), runs };
}

describe('an upgrade', () => {
  it('runs what lies between the versions, in their order, and says what is new', () => {
    const { said, runs } = upgrade('1.0.0', '1.2.0');

    expect(runs).toEqual(['1.1.0 in app', '1.2.0 in app']);
    expect(said).toBe(`From 1.0.0 to 1.2.0.
Changed in the app:
1.1.0: what 1.1.0 needs
  nothing to change
1.2.0: what 1.2.0 needs
  a.ts
  b.ts

## [1.2.0] - 2027-03-01
- carries parcels

## [1.1.0] - 2027-02-01
- weighs parcels`);
  });

  it('runs nothing twice', () => {
    expect(upgrade('1.2.0', '1.2.0')).toEqual({
      said: 'From 1.2.0 to 1.2.0.\nNo file of the app has to change.',
      runs: [],
    });
  });

  it.each([
    ['1.2.0', '1.10.0', -1],
    ['1.10.0', '1.9.9', 1],
    ['2.0.0', '2.0.0-rc.1', 0],
  ])('knows that %s is before, at or after %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });
});

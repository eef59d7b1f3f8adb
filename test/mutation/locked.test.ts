import { describe, expect, it } from '@jest/globals';
import { hashOfPackages, type Lock, packageOf } from './locked.ts';

const lock: Lock = {
  'node_modules/a': { version: '1.0.0', dependencies: { b: '^1' }, optionalDependencies: { absent: '*' } },
  'node_modules/b': { version: '1.0.0', peerDependencies: { c: '*' } },
  'node_modules/c': { version: '1.0.0', dependencies: { b: '^2' } },
  'node_modules/c/node_modules/b': { version: '2.0.0', dependencies: { c: '*' } },
  'node_modules/d': { version: '1.0.0' },
  'node_modules/own': { resolved: 'test/mutation/harness', link: true },
  'test/mutation/harness': { dependencies: { d: '*' } },
};
const newer = (folder: string): Lock => ({ ...lock, [folder]: { ...lock[folder], version: '9.0.0' } });

describe('the hash of what is needed', () => {
  it.each(['node_modules/a', 'node_modules/b', 'node_modules/c', 'node_modules/c/node_modules/b'])(
    'is another with another version of %s',
    (folder) => {
      expect(hashOfPackages(newer(folder), ['a'])).not.toBe(hashOfPackages(lock, ['a']));
    },
  );

  it('stays with another version of what is not needed, and with another package', () => {
    expect(hashOfPackages(newer('node_modules/d'), ['a'])).toBe(hashOfPackages(lock, ['a']));
    expect(hashOfPackages({ ...lock, 'node_modules/new': { version: '1.0.0' } }, ['a', 'node:fs'])).toBe(
      hashOfPackages(lock, ['a']),
    );
  });

  it('is of the one that Node finds from where it is needed', () => {
    expect(hashOfPackages(newer('node_modules/b'), ['c'])).toBe(hashOfPackages(lock, ['c']));
  });

  it('has the sources of a package of this repository in it, and what it needs', () => {
    const elsewhere = { ...lock, 'node_modules/own': { resolved: 'test/mutation/mutators', link: true } };

    expect(hashOfPackages(elsewhere, ['own'])).not.toBe(hashOfPackages(lock, ['own']));
    expect(hashOfPackages(newer('node_modules/d'), ['own'])).not.toBe(hashOfPackages(lock, ['own']));
  });

  it('changes with the content of a package that has the same version', () => {
    const other = { ...lock, 'node_modules/d': { version: '1.0.0', integrity: 'sha512-x' } };

    expect(hashOfPackages(other, ['d'])).not.toBe(hashOfPackages(lock, ['d']));
  });
});

it.each([
  ['jose', 'jose'],
  ['ajv/dist/2020.js', 'ajv'],
  ['@middy/core', '@middy/core'],
  ['@aws-sdk/client-sqs/dist/x.js', '@aws-sdk/client-sqs'],
])('%s is of the package %s', (specifier, name) => {
  expect(packageOf(specifier)).toBe(name);
});

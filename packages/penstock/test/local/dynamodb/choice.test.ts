import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { chooseEngine, engineFile } from '../../../local/dynamodb/choice.ts';

describe('the engine', () => {
  it.each<[string | undefined, boolean, string]>([
    [undefined, true, 'dynoxide'],
    [undefined, false, 'embedded'],
    ['embedded', true, 'embedded'],
    ['dynoxide', false, 'dynoxide'],
  ])('named %j, with a binary: %p, is %s', (named, hasBinary, expected) => {
    expect(chooseEngine({ PENSTOCK_ENGINE: named }, hasBinary)).toBe(expected);
  });

  it.each(['', 'Embedded', 'sqlite'])('fails to be %j, and says what it can be', (named) => {
    expect(() => chooseEngine({ PENSTOCK_ENGINE: named }, true)).toThrow(
      `PENSTOCK_ENGINE names the engine of the tables, received ${JSON.stringify(named)}. Write dynoxide or embedded, or unset it`,
    );
  });
});

describe("an engine's file", () => {
  const inFolder = async (name: string | undefined, work: (folder: string) => void) => {
    const folder = await mkdtemp(join(tmpdir(), 'penstock-choice-'));
    if (name !== undefined) await writeFile(join(folder, name), '');
    try {
      work(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  it.each([
    ['embedded', undefined, 'dynamodb-eu-west-1.embedded.db'],
    ['embedded', 'dynamodb-eu-west-1.embedded.db', 'dynamodb-eu-west-1.embedded.db'],
    ['dynoxide', 'dynamodb-eu-west-1.db', 'dynamodb-eu-west-1.db'],
    ['dynoxide', 'dynamodb-eu-west-2.embedded.db', 'dynamodb-eu-west-1.db'],
  ] as const)('of %s, beside %j, is %s', async (kind, beside, expected) => {
    await inFolder(beside, (folder) => {
      expect(engineFile(folder, 'eu-west-1', kind)).toBe(join(folder, expected));
    });
  });

  it.each([
    ['embedded', 'dynoxide', 'dynamodb-eu-west-1.db'],
    ['dynoxide', 'embedded', 'dynamodb-eu-west-1.embedded.db'],
  ] as const)('of %s fails where %s has kept tables', async (kind, other, beside) => {
    await inFolder(beside, (folder) => {
      expect(() => engineFile(folder, 'eu-west-1', kind)).toThrow(
        `The tables in ${folder} are kept by the engine ${other}, and this start is with ${kind}. Set PENSTOCK_ENGINE=${other} to go on with them, or start with --fresh`,
      );
    });
  });
});

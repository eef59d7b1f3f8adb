import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import collect from '../../../testkit/jest/temporary-files/collect.ts';
import { folderOfRun } from '../../../testkit/jest/temporary-files/folder.ts';
import remove from '../../../testkit/jest/temporary-files/remove.ts';

describe('temporary files of a run of tests', () => {
  it('lie in one folder, which is gone after it', () => {
    const outer = tmpdir();
    delete process.env[folderOfRun];

    collect();
    const folder = tmpdir();
    writeFileSync(join(mkdtempSync(join(folder, 'left-')), 'file'), 'left');
    remove();

    expect(dirname(folder)).toBe(outer);
    expect(existsSync(folder)).toBe(false);
  });

  it('are those of every project of it: the second begins no folder of its own', () => {
    const folder = process.env[folderOfRun];

    collect();

    expect(process.env[folderOfRun]).toBe(folder);
    expect(tmpdir()).toBe(folder);
  });
});

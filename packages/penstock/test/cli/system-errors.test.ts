import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileError } from '../../cli/file-error.ts';
import { commitOf, git } from '../../cli/git.ts';
import { missingProgram } from '../../cli/missing-program.ts';
import { UserError } from '../../cli/user-error.ts';

describe('an error of the file system', () => {
  it('is one message with the path and what is to be done', () => {
    let thrown: unknown;
    try {
      readFileSync('/no/such/file');
    } catch (error) {
      thrown = error;
    }

    expect(fileError(thrown)).toEqual(
      new UserError(
        'A file or a folder cannot be used.\n    received /no/such/file (ENOENT)\n    expected one that can be\n    fix      name one that is there, or make its folder',
      ),
    );
  });

  it.each([
    ['of another kind', Object.assign(new Error(), { code: 'ECONNREFUSED', path: '/x' })],
    ['without a path', Object.assign(new Error(), { code: 'ENOENT' })],
    ['that is a message already', Object.assign(new UserError('Said.'), { code: 'ENOENT', path: '/x' })],
  ])('%s stays as it is', (_, error) => {
    expect(fileError(error)).toBe(error);
  });
});

describe('a program that is not there', () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'penstock-no-git-'));
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  it('is named, whatever git is asked', async () => {
    const message = /^git does not run\.\n {4}received no git in PATH\n {4}expected one\n {4}fix {6}install it .*PATH$/;

    await expect(git(folder, 'status')).rejects.toThrow(message);
    await expect(commitOf('main', folder, '--base')).rejects.toThrow(message);
  });

  it('is not what another failure is', () => {
    const error = Object.assign(new Error(), { code: 'ENOENT', syscall: 'open' });

    expect(missingProgram('npm', error)).toBe(error);
  });
});

import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, '..');
const tsc = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');

it('the client needs nothing but what Node 20 and browsers of 2023 share: ES2023 and the DOM', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'penstock-client-'));
  const compilerOptions = {
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    module: 'nodenext',
    allowImportingTsExtensions: true,
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
  };
  const files = globSync('*.ts', { cwd: folder }).map((file) => join(folder, file));
  writeFileSync(join(temporary, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  try {
    expect(execFileSync(process.execPath, [tsc, '-p', temporary], { encoding: 'utf8' })).toBe('');
  } finally {
    rmSync(temporary, { recursive: true });
  }
});

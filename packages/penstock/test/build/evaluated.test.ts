import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundle } from '../../build/bundle.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'penstock-evaluated-'));
  const files = {
    'entry.js':
      "import { readFiles } from './functions/generated/reference/files.js';\nexport const handler = readFiles;\n",
    'functions/generated/reference/files.js':
      "import { readFileSync } from 'node:fs';\nexport const readFiles = () => ({ text: readFileSync(new URL('beside.txt', import.meta.url), 'utf8') });\n",
    'functions/generated/reference/beside.txt': 'what it says',
    'package.json': '{ "type": "module" }',
  };
  mkdirSync(join(root, 'functions/generated/reference'), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(root, file), content);
});
afterAll(() => rmSync(root, { recursive: true }));

describe('a module that reads files', () => {
  it('has in a bundle what it read, and reads none', async () => {
    await bundle({ root, outDir: join(root, 'dist'), entries: { reference: 'entry.js' }, checkAnswers: false });
    const code = readFileSync(join(root, 'dist/reference/index.cjs'), 'utf8');

    expect(code).toContain('what it says');
    expect(code).not.toMatch(/readFileSync|node:fs/);
  });
});

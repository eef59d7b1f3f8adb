import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readSide } from '../../diff/side.ts';

test('an older document is compared as one of 3.1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'side-'));
  try {
    const file = join(folder, 'old.yaml');
    writeFileSync(file, 'openapi: 3.0.3\ncomponents: { schemas: { A: { type: string, nullable: true } } }\n');
    expect(readSide(file).root).toMatchObject({ components: { schemas: { A: { type: ['string', 'null'] } } } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ContractError } from '../../contract/finding.ts';
import { loadContractClosely } from '../../contract/load.ts';
import { edited, lineOf } from './contract.ts';

test('a pattern of exponential time is found in its line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pattern-'));
  try {
    const file = join(folder, 'openapi.yaml');
    const text = edited({ from: "'^[A-Z0-9-]{1,64}$'", to: "'^([A-Z0-9]+-?)+$'" });
    writeFileSync(file, text);
    const found = await loadContractClosely(file, join(folder, 'events')).catch((error: unknown) => error);
    expect(found).toBeInstanceOf(ContractError);
    expect((found as ContractError).findings).toEqual([
      expect.objectContaining({ file, rule: 'pattern', line: lineOf(text, '^([A-Z0-9]+-?)+$') }),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

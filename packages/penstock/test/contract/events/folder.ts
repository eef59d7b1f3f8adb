import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { loadEvents } from '../../../contract/events/load.ts';
import { ContractError, type Finding } from '../../../contract/finding.ts';
import { loadContract } from '../../../contract/load.ts';
import { contractFile } from '../contract.ts';

/** A change of one file of `contract/`: replaces the first `from`, writes it whole, or removes it. */
export type Change =
  | { readonly file: string; readonly from: string; readonly to: string }
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly removed: true };

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A copy of `contract/` with changes; a change that finds nothing to replace throws. */
export function changed(...changes: readonly Change[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-contract-'));
  made.push(folder);
  cpSync(join(contractFile, '..'), folder, { recursive: true });
  for (const change of changes) apply(join(folder, change.file), change);
  return folder;
}

function apply(path: string, change: Change): void {
  if ('removed' in change) {
    rmSync(path, { recursive: true });
    return;
  }
  if ('text' in change) {
    writeFileSync(path, change.text);
    return;
  }
  const text = readFileSync(path, 'utf8');
  if (!text.includes(change.from)) throw new Error(`no ${JSON.stringify(change.from)} in ${change.file}`);
  writeFileSync(
    path,
    text.replace(change.from, () => change.to),
  );
}

const good = loadContract(contractFile);

/** What is found in a folder made by `changed`, with file names relative to it; its API contract is the good one. */
export function findingsIn(folder: string, contract = good): readonly Finding[] {
  try {
    loadEvents(join(folder, 'events'), { ...contract, file: join(folder, 'openapi.yaml') });
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.findings.map((finding) => ({ ...finding, file: finding.file.slice(folder.length + 1) }));
  }
}

/** The number of the first line that holds a text. */
export function lineIn(folder: string, file: string, text: string): number {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`no ${JSON.stringify(text)} in ${file}`);
  return index + 1;
}

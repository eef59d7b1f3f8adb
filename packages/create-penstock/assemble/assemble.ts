import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadEvents } from 'penstock/contract/events/load';
import { generate, writeGenerated } from 'penstock/contract/generate';
import { loadContract } from 'penstock/contract/load';
import type { Kind } from '../kind.ts';
import { emptyContract } from './empty-contract.ts';
import { manifest } from './manifest.ts';
import { appFiles, checkout, isOfEmptyApp } from './source.ts';

/**
 * Writes an app as the checkout has it, or what is left of it without the sample. `{{name}}` stands for its name, and
 * `{{kit}}` for the version of penstock.
 */
export async function assemble(kind: Kind, folder: string): Promise<void> {
  const isEmpty = kind === 'empty';
  for (const file of appFiles().filter((path) => !isEmpty || isOfEmptyApp(path))) {
    copy(join(checkout, file), join(folder, file));
  }
  overlay('all', folder);
  writeFileSync(join(folder, 'package.json'), manifest());
  if (isEmpty) await leaveTheSampleOut(folder);
}

async function leaveTheSampleOut(folder: string): Promise<void> {
  overlay('empty', folder);
  const file = join(folder, 'contract/openapi.yaml');
  writeFileSync(file, emptyContract(readFileSync(file, 'utf8')));
  const contract = loadContract(file);
  const events = loadEvents(join(folder, 'contract/events'), contract);
  writeGenerated(join(folder, 'functions/generated'), await generate(contract, events));
}

function overlay(kind: 'all' | 'empty', folder: string): void {
  const from = join(import.meta.dirname, 'template', kind);
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    copy(path, join(folder, path.slice(from.length + 1)));
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

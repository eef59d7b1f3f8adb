import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadEvents } from 'penstock/contract/events/load';
import { describeEvents, generate, writeGenerated } from 'penstock/contract/generate';
import { loadContract } from 'penstock/contract/load';
import type { Kind } from '../kind.ts';
import { emptyContract } from './empty-contract.ts';
import { manifest } from './manifest.ts';
import { appFiles, checkout, isOfEmptyApp, pipelineFile } from './source.ts';
import { withoutSmoke, withReadme } from './workflow.ts';

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
  const workflow = join(folder, pipelineFile);
  const pipeline = withReadme(readFileSync(workflow, 'utf8'));
  writeFileSync(workflow, isEmpty ? withoutSmoke(pipeline) : pipeline);
  writeFileSync(join(folder, 'package.json'), manifest(kind));
  for (const [file, text] of Object.entries(settings())) writeFileSync(join(folder, file), text);
  if (isEmpty) await leaveTheSampleOut(folder);
}

async function leaveTheSampleOut(folder: string): Promise<void> {
  overlay('empty', folder);
  const file = join(folder, 'contract/openapi.yaml');
  writeFileSync(file, emptyContract(readFileSync(file, 'utf8')));
  const contract = loadContract(file);
  const events = loadEvents(join(folder, 'contract/events'), contract);
  writeGenerated(join(folder, 'functions/generated'), await generate(contract, events));
  writeGenerated(events.folder, await describeEvents(contract, events), { owned: false });
}

/** The settings of the checkout's tools, for the rooms that an app has. */
function settings(): Readonly<Record<string, string>> {
  const [biome, typescript] = ['biome.json', 'tsconfig.json'].map((file) => readFileSync(join(checkout, file), 'utf8'));
  const checked = ['**', '!functions/generated', '!contract/events/asyncapi.json', '!package-lock.json'];
  return {
    'biome.json': withList(biome ?? '', 'includes', checked),
    'tsconfig.json': withList(withoutList(typescript ?? '', 'exclude'), 'include', ['bin', 'lib', 'functions', 'test']),
  };
}

const withList = (text: string, name: string, values: readonly string[]): string =>
  text.replace(new RegExp(`"${name}": \\[[^\\]]*\\]`), `"${name}": [${values.map((one) => `"${one}"`).join(', ')}]`);

const withoutList = (text: string, name: string): string =>
  text.replace(new RegExp(`,\\s*"${name}": \\[[^\\]]*\\]`), '');

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

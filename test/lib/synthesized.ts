import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { loadStage } from 'penstock/constructs/stage/load';
import type { Stage } from 'penstock/constructs/stage/stage';
import { app as contexts } from '../../lib/app.ts';
import { stages } from '../../lib/stages.ts';
import { findEntries } from '../../packages/penstock/constructs/context/entries.ts';
import { type Resource, resourcesOf } from '../../packages/penstock/constructs/rules/resources.ts';
import type { SynthesizedStack } from '../../packages/penstock/constructs/rules/rule.ts';
import { penstock } from '../../packages/penstock/constructs/stacks/app.ts';
import { loadApp } from '../../packages/penstock/constructs/synth.ts';
import { asObject, type JsonObject } from '../../packages/penstock/contract/json.ts';

export const parts = loadApp(contexts);
export const { contract, consumers } = parts;
/** Every function that is deployed, by name. */
export const functionEntries: Readonly<Record<string, string>> = Object.fromEntries(
  findEntries('.').map(({ name, file }) => [name, file]),
);
export const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** A folder a function with a line of code: what templates say does not depend on what functions do. */
export function writeAssets(code: Readonly<Record<string, string>> = {}): string {
  const assets = temporaryFolder();
  for (const name of Object.keys(functionEntries)) {
    mkdirSync(join(assets, name));
    writeFileSync(join(assets, name, 'index.cjs'), code[name] ?? `exports.handler = async () => '${name}';`);
  }
  return assets;
}

/** A stage of the project, changed at will, and checked as every stage is. */
export const stageLike = (name: string, changes: Partial<Stage> = {}): Stage =>
  loadStage(name, parts, { known: { [name]: { ...loadStage(name, parts, { known: stages }), ...changes } } });

/** The stacks of a stage as CloudFormation would get them. */
export function synthesize(stage: Stage, code: Readonly<Record<string, string>> = {}): readonly SynthesizedStack[] {
  const assets = writeAssets(code);
  const outdir = temporaryFolder();
  const { stacks } = penstock({ ...parts, stage, assets, version: '1.2.3', context, outdir }).synth();
  return stacks.map(({ stackName, environment, template }) => ({
    name: stackName,
    region: environment.region,
    template: template as JsonObject,
  }));
}

const ofStages = new Map<string, readonly SynthesizedStack[]>();

/** The stacks of a stage as the project has it, for tests that change nothing in them. */
export function synthesizeOnce(name: string): readonly SynthesizedStack[] {
  const stacks = ofStages.get(name) ?? synthesize(stageLike(name));
  ofStages.set(name, stacks);
  return stacks;
}

/** The only resource of a type, or the only one that `matches`. */
export function only(
  stack: SynthesizedStack,
  type: string,
  matches: (one: Resource) => boolean = () => true,
): JsonObject {
  const found = resourcesOf(stack, type).filter(matches);
  if (found.length !== 1) throw new Error(`Expected one ${type}, found ${found.length}`);
  return asObject(found[0]?.properties);
}

export function stackOf(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  const found = stacks.find((stack) => stack.name === name);
  if (found === undefined) throw new Error(`No stack ${name} among ${stacks.map((stack) => stack.name).join(', ')}`);
  return found;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that goes when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-'));
  folders.push(folder);
  return folder;
}

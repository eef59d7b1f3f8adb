import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { loadStage } from 'penstock/constructs/stage/load';
import type { Stage } from 'penstock/constructs/stage/stage';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { app as contexts } from '../../lib/app.ts';
import { stages } from '../../lib/stages.ts';
import { findEntries } from '../../packages/penstock/constructs/context/entries.ts';
import type { AppStage } from '../../packages/penstock/constructs/stage/app-stage.ts';
import { loadApp } from '../../packages/penstock/constructs/synth.ts';
import { endpointsOf } from '../../packages/penstock/contract/endpoints.ts';
import { stacksIn, stacksOfStage } from '../../packages/penstock/testkit/stacks.ts';
import { assemblyOf } from '../support/stages.ts';

export { only, stackOf } from '../../packages/penstock/testkit/stacks.ts';

export const parts = await loadApp(contexts);
export const { contract, consumers, graph } = parts;
/** All that the gateway has routes for. */
export const endpoints = endpointsOf(parts);
/** Every function that is deployed, by name. */
export const functionEntries: Readonly<Record<string, string>> = Object.fromEntries(
  findEntries('.').map(({ name, file }) => [name, file]),
);
export const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

/** A stage of the app, changed at will, and checked as every stage is. */
export const stageLike = (name: string, changes: Partial<Stage> = {}): AppStage =>
  loadStage(name, parts, { known: { [name]: { ...stages[name], ...changes } } });

/** The stacks of a stage as CloudFormation would get them, with functions of a line each, or of `code`. */
export const synthesize = (stage: AppStage, code: Readonly<Record<string, string>> = {}): readonly SynthesizedStack[] =>
  stacksOfStage({ parts, stage, context, folder: temporaryFolder(), code });

/** The stacks of a stage as the app has it, which all test files of a run share. */
export const stacksOf = (stage: string): readonly SynthesizedStack[] => stacksIn(assemblyOf(stage));

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

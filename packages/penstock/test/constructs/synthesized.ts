import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import flags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import type { SynthesizedStack } from 'penstock-rules/rule';
import type { AppStage } from '../../constructs/stage/app-stage.ts';
import { loadStage } from '../../constructs/stage/load.ts';
import type { Stage } from '../../constructs/stage/stage.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';

export { contract } from '../../testkit/sample/contract.ts';
export { only, stackOf } from '../../testkit/stacks.ts';

/** Feature flags of the CDK, as it recommends them. */
export const context: Readonly<Record<string, unknown>> = flags;

/** A stage of the sample, changed at will, and checked as every stage is. */
export const stageLike = (name: keyof typeof stages, changes: Partial<Stage> = {}): AppStage =>
  loadStage(name, parts, { known: { [name]: { ...stages[name], ...changes } } });

/** The stacks of a stage of the sample as CloudFormation would get them. */
export const synthesize = (stage: AppStage): readonly SynthesizedStack[] =>
  stacksOfStage({ parts, stage, context, folder: temporaryFolder() });

const made = new Map<string, readonly SynthesizedStack[]>();

/** The stacks of a stage as the sample has it, made once: whoever changes them takes a copy. */
export function stacksOf(name: keyof typeof stages): readonly SynthesizedStack[] {
  const stacks = made.get(name) ?? synthesize(stageLike(name));
  made.set(name, stacks);
  return stacks;
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

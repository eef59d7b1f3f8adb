import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { closeToOthers, makePrivateFolder } from '../../packages/penstock/local/private-files.ts';

const root = join(import.meta.dirname, '../..');

/** Where the stages that tests start clouds from lie synthesized, a folder each. */
export const assemblies = join(root, '.penstock/test');

/** Synthesizes stages into `assemblies`, in place of what lies there. */
export async function synthesizeStages(stages: readonly string[]): Promise<void> {
  await rm(assemblies, { recursive: true, force: true });
  for (const stage of stages) await synthesize(stage);
}

async function synthesize(stage: string): Promise<void> {
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8'));
  const outDir = join(assemblies, stage);
  makePrivateFolder(outDir);
  const env = { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }) };
  await promisify(execFile)(process.execPath, ['bin/penstock.ts'], { cwd: root, env });
  closeToOthers(outDir);
}

export default () => synthesizeStages(['local', 'load']);

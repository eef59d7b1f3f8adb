import { execFile } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
export const assemblies = join(root, '.penstock/test');

/** Synthesizes once what the tests over HTTP start their clouds from. */
export default async function synthesizeAll() {
  await synthesizeStages(['local', 'load']);
}

export async function synthesizeStages(stages) {
  await rm(assemblies, { recursive: true, force: true });
  for (const stage of stages) await synthesize(stage);
}

async function synthesize(stage) {
  const { context } = JSON.parse(await readFile(join(root, 'cdk.json'), 'utf8'));
  const outDir = join(assemblies, stage);
  await mkdir(outDir, { recursive: true });
  const env = { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }) };
  await promisify(execFile)(process.execPath, ['bin/penstock.ts'], { cwd: root, env });
}

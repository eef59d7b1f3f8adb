import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeToOthers } from '../../packages/penstock/local/private-files.ts';

const root = join(import.meta.dirname, '../..');
const longestMs = 300_000;

/** Stages that are deployed: theirs is the synth that the library's validation looks at. */
const validated = new Set(['dev', 'prod']);

/** Where the stages of a run of tests lie; test/support/run.ts makes it. A process of its own has one of its own. */
export const stagesFolder = 'PENSTOCK_TEST_STAGES';

/**
 * The assembly of a stage, for reading: whoever asks first synthesizes it as the CDK CLI does, and every other test file
 * of the run shares it, in whichever process it is.
 *
 * @throws Error with what synth said, for each that asks
 */
export function assemblyOf(stage: string): string {
  const home = homeOfRun();
  const folder = join(home, stage);
  const failure = `${folder}.failure`;
  if (existsSync(folder)) return folder;
  if (isFirst(`${folder}.claim`)) synthesize(stage, folder, failure);
  const giveUp = Date.now() + longestMs;
  while (!existsSync(folder)) {
    if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
    if (Date.now() > giveUp) throw new Error(`Stage ${stage} was not synthesized within ${longestMs} ms.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
  return folder;
}

/** What synth printed of a stage: nothing, when it found nothing. */
export const outputOf = (stage: string): string => readFileSync(`${assemblyOf(stage)}.output`, 'utf8');

/** The folder of this run of tests, or of this process where no run has made one. */
export function homeOfRun(): string {
  const given = process.env[stagesFolder];
  if (given !== undefined) return given;
  const home = mkdtempSync(join(tmpdir(), 'penstock-stages-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  process.env[stagesFolder] = home;
  return home;
}

function isFirst(claim: string): boolean {
  try {
    mkdirSync(claim);
    return true;
  } catch {
    return false;
  }
}

function synthesize(stage: string, folder: string, failure: string): void {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const made = `${folder}.made`;
  const env = {
    ...process.env,
    CDK_VALIDATION: validated.has(stage) ? undefined : 'false',
    CDK_OUTDIR: made,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage }),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/penstock.ts'], { cwd: root, env });
  const output = `${stdout}${stderr}`;
  if (status !== 0) {
    writeFileSync(failure, `Synth of stage ${stage} ended with status ${status}.\n${output}`);
    return;
  }
  writeFileSync(`${folder}.output`, output);
  closeToOthers(made);
  renameSync(made, folder);
}

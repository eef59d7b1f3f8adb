import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appRoot } from '../cli/app.ts';
import { object, parseJson } from './json.ts';
import { closeToOthers, makePrivateFolder } from './private-files.ts';
import { LocalError } from './problems.ts';

export interface SynthesizeOptions {
  readonly stage: string;
  readonly outDir: string;
  /** Where the local cloud will answer: the token issuer of the stage. */
  readonly origin: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * Synthesizes a stage the way the CDK CLI does: `bin/penstock.ts` with the context of cdk.json.
 *
 * @throws LocalError with what the program said, where it fails
 */
export async function synthesize({ stage, outDir, origin, context = {} }: SynthesizeOptions): Promise<void> {
  const root = appRoot();
  const configured = object(object(parseJson(await readFile(join(root, 'cdk.json'), 'utf8'))).context);
  await rm(outDir, { recursive: true, force: true });
  makePrivateFolder(outDir);
  const all = { ...configured, stage, localOrigin: origin, ...context };
  const env = { ...process.env, CDK_OUTDIR: outDir, CDK_CONTEXT_JSON: JSON.stringify(all) };
  const child = spawn(process.execPath, ['bin/penstock.ts'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.on('data', (chunk) => said.push(String(chunk)));
  child.stderr.on('data', (chunk) => said.push(String(chunk)));
  const end = () => child.kill();
  process.once('exit', end);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => process.off('exit', end));
  if (code !== 0) throw new LocalError(said.join('').trim() || `bin/penstock.ts ends with status ${code}.`);
  closeToOthers(outDir);
}

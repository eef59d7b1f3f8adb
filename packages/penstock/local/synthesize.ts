import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordVariable } from '../build/record.ts';
import { appRoot } from '../cli/app.ts';
import { object, parseJson } from './json.ts';
import { closeToOthers, makePrivateFolder } from './private-files.ts';
import { runNode } from './run-node.ts';

export interface SynthesizeOptions {
  readonly stage: string;
  readonly outDir: string;
  /** Where the local cloud will answer: the token issuer of the stage. Absent for a stage that only is looked at. */
  readonly origin?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Ends the program: what it synthesizes is no longer wanted. */
  readonly signal?: AbortSignal;
}

/** What makes the stacks of a stage, from the folder of the app. */
export const program = 'bin/penstock.ts';

/** In the folder of the assembly: what `rebuild` needs to bundle a function again. */
export const recordFile = 'bundles.json';

/**
 * Synthesizes a stage the way the CDK CLI does: `bin/penstock.ts` with the context of cdk.json. What is not deployed goes
 * without CDK's offline check of its templates (`npm run synth` makes it), which takes more of the processor than all the
 * rest: 9.1 s with it and 3.2 s without, for the sample on two cores. An environment that sets CDK_VALIDATION decides.
 *
 * @throws LocalError with what the program said, where it fails
 */
export async function synthesize({ stage, outDir, origin, context = {}, signal }: SynthesizeOptions): Promise<void> {
  const root = appRoot();
  const configured = object(object(parseJson(await readFile(join(root, 'cdk.json'), 'utf8'))).context);
  await rm(outDir, { recursive: true, force: true });
  makePrivateFolder(outDir);
  const all = { ...configured, stage, ...(origin === undefined ? {} : { localOrigin: origin }), ...context };
  const env = {
    CDK_VALIDATION: 'false',
    ...process.env,
    CDK_OUTDIR: outDir,
    CDK_CONTEXT_JSON: JSON.stringify(all),
    [recordVariable]: join(outDir, recordFile),
  };
  await runNode([program], { env, signal });
  closeToOthers(outDir);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from 'penstock/build/bundle';
import { UserError } from 'penstock/cli/user-error';
import { loadStage } from 'penstock/constructs/stage/load';
import { loadEvents } from 'penstock/contract/events/load';
import { ContractError } from 'penstock/contract/finding';
import { loadContract } from 'penstock/contract/load';
import { penstock } from '../lib/stacks/app.ts';
import { functionEntries } from '../lib/stacks/functions.ts';
import { stages } from '../lib/stages.ts';

const root = join(import.meta.dirname, '..');

/** Contract, stage and functions are all checked before the first file is written. */
async function synthesize(): Promise<void> {
  const context: Record<string, string> = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const contract = loadContract('contract/orders.openapi.yaml');
  const { consumers } = loadEvents('contract/events', contract);
  const { localOrigin, localProvider } = context;
  const stage = loadStage(context.stage ?? 'dev', contract, {
    known: stages,
    consumers,
    ...(localOrigin === undefined ? {} : { localOrigin }),
    ...(localProvider === undefined ? {} : { localProvider }),
  });
  const assets = join(root, 'dist');
  await bundle({ root, outDir: assets, entries: functionEntries, checkAnswers: stage.checkAnswers === true });
  penstock({ stage, contract, consumers, assets, version }).synth();
}

/** CDK has printed what its validation found by the time that it fails. */
const isForTheUser = (error: unknown): error is Error =>
  error instanceof UserError ||
  error instanceof ContractError ||
  (error instanceof Error && error.name === 'ValidationFailed');

try {
  await synthesize();
} catch (error) {
  if (!isForTheUser(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

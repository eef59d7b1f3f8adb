import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from '../build/bundle.ts';
import { nativeBundle, nativeEntry } from '../build/native-entry.ts';
import { appName } from '../cli/app-name.ts';
import { UserError } from '../cli/user-error.ts';
import { loadEvents } from '../contract/events/load.ts';
import { contractFile, eventsBeside, graphBeside } from '../contract/files.ts';
import { ContractError } from '../contract/finding.ts';
import { loadGraph } from '../contract/graph/load.ts';
import { loadContract } from '../contract/load.ts';
import { dayOf, overdue, overdueFix } from '../contract/overdue.ts';
import { pagesOfApp, referenceEndpoints, referenceName } from '../contract/reference/endpoints.ts';
import { hasWebhooks } from '../contract/reference/webhooks.ts';
import { loadServices } from '../contract/rpc/beside.ts';
import { withServices } from '../contract/rpc/endpoints.ts';
import { checkQuotas, isOnlyLocal } from './check-quotas.ts';
import { type AppParts, authorizerName } from './context/app-parts.ts';
import { checkApp } from './context/check-app.ts';
import type { Context } from './context/context.ts';
import { type Entry, findEntries, isService } from './context/entries.ts';
import { checkExampleAnswers } from './example-answers.ts';
import { penstock } from './stacks/app.ts';
import type { AppStage } from './stage/app-stage.ts';
import { loadStage } from './stage/load.ts';
import { referenceOf } from './stage/reference.ts';
import type { Stage } from './stage/stage.ts';

export interface SynthProps {
  readonly contexts: readonly Context[];
  /** By name; context `stage` chooses one, `dev` by default. */
  readonly stages: Readonly<Record<string, Stage>>;
}

/**
 * What `cdk synth` runs, in the folder of the app. Contract, contexts, stage and functions are all checked before the first file is written; what
 * is wrong is printed without a stack trace, and the process exits with 1.
 */
export async function synthesize(props: SynthProps): Promise<void> {
  try {
    await run(props);
  } catch (error) {
    if (!isForTheUser(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** An app that has it describes its API. */
const referenceEntry = `/entry/reference/${referenceName}.ts`;

/** Reads what the app in the current folder is made of. @throws ContractError with every finding */
export async function loadApp(contexts: readonly Context[]): Promise<AppParts> {
  const own = loadContract(contractFile);
  const beside = (name: string) => join(dirname(contractFile), name);
  const { events, consumers } = loadEvents(beside(eventsBeside), own);
  const graph = await loadGraph(beside(graphBeside), own);
  const contract = withServices(own, await loadServices(contractFile, own));
  const hasReference = findEntries(process.cwd()).some(({ file }) => file.endsWith(referenceEntry));
  const reference = hasReference ? referenceEndpoints(pagesOfApp({ hasWebhooks: hasWebhooks(own) })) : undefined;
  return { name: appName(process.cwd()), contract, graph, reference, events, consumers, contexts };
}

async function run({ contexts, stages }: SynthProps): Promise<void> {
  const root = process.cwd();
  const { stage: name = 'dev', unprotected, localOrigin, localProvider, localGrpc } = contextOfCdk();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const app = await loadApp(contexts);
  const entries = findEntries(root);
  checkApp(app, entries);
  const loaded = loadStage(name, app, {
    known: stages,
    ...(localOrigin === undefined ? {} : { localOrigin }),
    ...(localProvider === undefined ? {} : { localProvider }),
    ...(localGrpc === undefined ? {} : { localGrpc: true }),
  });
  const stage: AppStage = {
    ...loaded,
    ...(isOnlyLocal(loaded, app) && { reserveConcurrency: false }),
    ...(unprotected === undefined ? {} : { unprotected: unprotected.split(',') }),
  };
  checkQuotas(app, stage);
  warnOfOverdue(app.contract, stage);
  // One folder per stage: what is bundled differs, and two stages may be synthesized at once.
  const assets = join(root, 'dist', stage.name);
  const files = {
    ...Object.fromEntries(entries.map((entry) => [entry.name, entry.file])),
    ...(stage.grpc && { [nativeBundle]: nativeEntryOf(entries) }),
  };
  const bundled = await bundle({ root, outDir: assets, entries: files, checkAnswers: stage.checkAnswers === true });
  checkExampleAnswers(stage, bundled);
  penstock({ ...app, reference: referenceOf(stage, app), stage, assets, version }).synth();
}

/** A day that comes by itself fails no deployment; what is wrong with it is said. */
function warnOfOverdue(contract: AppParts['contract'], { refuseAfterSunset }: AppStage): void {
  const warnings = refuseAfterSunset === true ? [] : overdue(contract, dayOf(Date.now()));
  for (const warning of warnings) console.error(`Warning: ${warning}\n    fix      ${overdueFix}`);
}

function nativeEntryOf(entries: readonly Entry[]): string {
  const authorizer = entries.find(({ name }) => name === authorizerName)?.file ?? '';
  return nativeEntry(
    authorizer,
    entries.filter(isService).map(({ file }) => file),
  );
}

const contextOfCdk = (): Readonly<Record<string, string>> => JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');

/** CDK has printed what its validation found by the time that it fails. */
const isForTheUser = (error: unknown): error is Error =>
  error instanceof UserError ||
  error instanceof ContractError ||
  (error instanceof Error && error.name === 'ValidationFailed');

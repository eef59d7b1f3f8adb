import { join } from 'node:path';
import type { BundleRecord } from '../build/record.ts';
import type { LocalCloud } from './cloud.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import type { Plan } from './plan.ts';
import { originOf } from './port.ts';
import { LocalError } from './problems.ts';
import { readRegionPlans } from './regions/plans.ts';
import { synthesize } from './synthesize.ts';
import { readCode, readCodes } from './watch/code.ts';
import { isCodeAlone, type PlanChange, type PlanView, planChanges } from './watch/plan-changes.ts';
import { type Run, type RunOptions, readAssemblyRecord, startRun, swapRun } from './watch/run.ts';
import { readTemplate } from './watch/templates.ts';

export interface SessionOptions extends RunOptions {
  readonly stage: string;
  /** Where the simulated provider is, if it is elsewhere than the stage says. */
  readonly providerOrigin?: string | undefined;
}

/** A stage that runs, and goes on running as its sources change. */
export interface Session {
  readonly cloud: LocalCloud;
  /** How its functions were bundled. */
  readonly record: BundleRecord;
  /**
   * Gives functions other code. New invocations get it, those in flight end with the old one.
   *
   * @param codes by name in the record
   * @returns the names of the functions
   * @throws LocalError naming each whose handler does not load; those keep what they have
   */
  replaceCode(record: BundleRecord, codes: ReadonlyMap<string, Uint8Array>): Promise<readonly string[]>;
  /**
   * Synthesizes the stage again and runs that, on the data and ports that it has.
   *
   * @throws LocalError with what is wrong; then the one before runs on
   */
  renew(signal: AbortSignal): Promise<readonly PlanChange[]>;
  close(): Promise<void>;
}

/** @throws LocalError with what is wrong with the stage, or what does not start */
export async function startSession(options: SessionOptions): Promise<Session> {
  const { folder } = options;
  const assemblies = [join(folder, 'assembly'), join(folder, 'assembly-2')] as const;
  await synthesizeInto(assemblies[0], options);
  let run = await startRun(assemblies[0], options);
  const replace = async (record: BundleRecord, codes: readonly Code[]) => {
    await install(run, codes);
    run = { ...run, record };
  };
  return {
    get cloud() {
      return run.cloud;
    },
    get record() {
      return run.record;
    },
    replaceCode: async (record, contents) => {
      const codes = codesByBundle(run, contents);
      await replace(record, codes);
      return codes.map(({ fn }) => fn.name);
    },
    renew: async (signal) => {
      const next = run.assembly === assemblies[0] ? assemblies[1] : assemblies[0];
      await synthesizeInto(next, options, signal);
      const before = await viewOf(run.assembly, run.cloud.plan);
      const [plan] = readRegionPlans(next, folder);
      const after = await viewOf(next, plan);
      const changes = planChanges(before, after);
      if (isCodeAlone(before, after)) {
        const changed = after.plan.functions.filter(({ name }) => before.codes.get(name) !== after.codes.get(name));
        const codes = changed.map(async (fn) => ({ fn: functionOf(run, fn.name), content: await readCode(fn) }));
        await replace(await readAssemblyRecord(next), await Promise.all(codes));
        return changes;
      }
      const swapped = await swapRun(run, next, options);
      run = swapped.run;
      if (swapped.error !== undefined) throw swapped.error;
      return changes;
    },
    close: () => run.cloud.close(),
  };
}

function synthesizeInto(outDir: string, options: SessionOptions, signal?: AbortSignal): Promise<void> {
  const { stage, server, providerOrigin } = options;
  const context = providerOrigin === undefined ? {} : { localProvider: providerOrigin };
  return synthesize({ stage, outDir, origin: originOf(server), context, ...(signal && { signal }) });
}

async function viewOf(assembly: string, plan: Plan): Promise<PlanView> {
  return { plan, codes: await readCodes(plan.functions), resources: await readTemplate(assembly) };
}

interface Code {
  readonly fn: FunctionDefinition;
  readonly content: Uint8Array;
}

function codesByBundle({ cloud, bundles }: Run, contents: ReadonlyMap<string, Uint8Array>): readonly Code[] {
  return cloud.plan.functions.flatMap((fn) => {
    const content = contents.get(bundles.get(fn.name) ?? '');
    return content === undefined ? [] : [{ fn, content }];
  });
}

function functionOf({ cloud }: Run, name: string): FunctionDefinition {
  const found = cloud.plan.functions.find((fn) => fn.name === name);
  if (found === undefined) throw new LocalError(`There is no function ${name}.`);
  return found;
}

/** @throws LocalError naming each whose handler does not load */
async function install({ installer }: Run, codes: readonly Code[]): Promise<void> {
  const errors = await Promise.all(
    codes.map(async ({ fn, content }) => {
      const error = await installer.install(fn, content);
      return error === undefined ? [] : [`  ${fn.name}: ${error.errorType}: ${error.errorMessage.split('\n')[0]}`];
    }),
  );
  if (errors.flat().length > 0) throw new LocalError(['These handlers do not load:', ...errors.flat()].join('\n'));
}

import type { BundleRecord } from '../build/record.ts';
import type { LocalCloud } from './cloud.ts';
import type { FunctionDefinition } from './lambda/definition.ts';
import type { Plan } from './plan.ts';
import { originOf } from './port.ts';
import { LocalError } from './problems.ts';
import { synthesize } from './synthesize.ts';
import { createAssemblies } from './watch/assemblies.ts';
import { readCode, readCodes } from './watch/code.ts';
import { type PlanChange, type PlanView, planChanges } from './watch/plan-changes.ts';
import { type Run, type RunOptions, startRun, updateRun } from './watch/run.ts';
import { readTemplate } from './watch/templates.ts';

export interface SessionOptions extends RunOptions {
  readonly stage: string;
  /** Where the simulated provider is, if it is elsewhere than the stage says. */
  readonly providerOrigin?: string | undefined;
  /** Whether the stage serves gRPC too, whatever it says of itself. */
  readonly grpc?: boolean;
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
  const assemblies = createAssemblies(folder);
  const first = assemblies.next();
  await synthesizeInto(first, options);
  let run = await startRun(first, options);
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
      const next = assemblies.next();
      await synthesizeInto(next, options, signal);
      const before = await viewOf(run.assembly, run.cloud.plan);
      run = await updateRun(run, next);
      const after = await viewOf(next, run.cloud.plan);
      await install(run, await staleCodes(run, before, after));
      assemblies.keep([next, ...run.cloud.codeFolders()]);
      return planChanges(before, after);
    },
    close: () => run.cloud.close(),
  };
}

function synthesizeInto(outDir: string, options: SessionOptions, signal?: AbortSignal): Promise<void> {
  const { stage, server, providerOrigin, grpc } = options;
  const context = {
    ...(providerOrigin === undefined ? {} : { localProvider: providerOrigin }),
    ...(grpc === true && { localGrpc: 'yes' }),
  };
  return synthesize({ stage, outDir, origin: originOf(server), context, ...(signal && { signal }) });
}

async function viewOf(assembly: string, plan: Plan): Promise<PlanView> {
  return { plan, codes: await readCodes(plan.functions), resources: await readTemplate(assembly) };
}

interface Code {
  readonly fn: FunctionDefinition;
  readonly content: Uint8Array;
}

/** Of functions that an edit gave other code, which their stack knows nothing of: to it nothing has changed. */
async function staleCodes({ cloud }: Run, before: PlanView, after: PlanView): Promise<readonly Code[]> {
  const running = new Set(cloud.codeFolders());
  const stale = after.plan.functions.filter(({ name, code }) => {
    const known = before.codes.get(name);
    return known !== undefined && known !== after.codes.get(name) && !running.has(code);
  });
  return Promise.all(stale.map(async (fn) => ({ fn, content: await readCode(fn) })));
}

function codesByBundle({ cloud, bundles }: Run, contents: ReadonlyMap<string, Uint8Array>): readonly Code[] {
  return cloud.plan.functions.flatMap((fn) => {
    const content = contents.get(bundles.get(fn.name) ?? '');
    return content === undefined ? [] : [{ fn, content }];
  });
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

import type { Server } from 'node:http';
import { join } from 'node:path';
import { type BundleRecord, readRecord } from '../../build/record.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../cloud.ts';
import type { LogListener } from '../logs.ts';
import { bindServer } from '../port.ts';
import { readRegionPlans } from '../regions/plans.ts';
import { startLocalRegions } from '../regions/start.ts';
import { recordFile } from '../synthesize.ts';
import { type CodeInstaller, createCodeInstaller, readCodes } from './code.ts';

export interface RunOptions {
  /** The data folder. */
  readonly folder: string;
  readonly server: Server;
  /** Of the simulated provider, where there is one. */
  readonly provider?: Server | undefined;
  /** Of the APIs of a stage's further regions. */
  readonly regionServers?: readonly Server[];
  readonly cloud: Pick<LocalCloudOptions, 'stage' | 'queueSpeed' | 'dynamodbEndpoint'>;
  /** Takes the log lines of a region. */
  readonly log?: (region: string) => LogListener;
  /** Hears of each cloud that begins to run, in each region. */
  readonly started: (cloud: LocalCloud) => void;
}

/** A cloud, and what it was started from. */
export interface Run {
  readonly cloud: LocalCloud;
  readonly assembly: string;
  /** How the functions were bundled. */
  readonly record: BundleRecord;
  readonly installer: CodeInstaller;
  /** The name in the record, by the name of the function. */
  readonly bundles: ReadonlyMap<string, string>;
}

export const readAssemblyRecord = (assembly: string): Promise<BundleRecord> => readRecord(join(assembly, recordFile));

export async function startRun(assembly: string, options: RunOptions, keepsServer = false): Promise<Run> {
  const record = await readAssemblyRecord(assembly);
  const cloud = await startCloud(assembly, options, keepsServer);
  const bundles = bundlesOf(record, await readCodes(cloud.plan.functions));
  return { cloud, assembly, record, bundles, installer: createCodeInstaller(cloud, assembly) };
}

async function startCloud(
  assembly: string,
  { folder: dataDir, server, provider, cloud: given, log, regionServers, started }: RunOptions,
  keepsServer: boolean,
): Promise<LocalCloud> {
  const beside = provider === undefined ? {} : { provider };
  const common = { ...given, assembly, dataDir, server, keepsServer, ...beside };
  const plans = readRegionPlans(assembly, dataDir);
  const [plan, ...others] = plans;
  if (others.length > 0) {
    return startLocalRegions({
      ...common,
      plans,
      started,
      ...(log && { log }),
      ...(regionServers && { regionServers }),
    });
  }
  const cloud = await startLocalCloud({ ...common, plan, ...(log && { log: log(plan.api.region) }) });
  started(cloud);
  return cloud;
}

/** A bundle is found by its content, since names of functions are the app's own; twins by the end of their name. */
function bundlesOf({ functions }: BundleRecord, codes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const found = [...codes].flatMap(([name, hash]) => {
    const twins = Object.keys(functions).filter((bundle) => functions[bundle]?.hash === hash);
    const bundle = twins.find((twin) => name.endsWith(twin)) ?? twins[0];
    return bundle === undefined ? [] : [[name, bundle] as const];
  });
  return new Map(found);
}

/** For how long a stage that is replaced may end what it has in flight. */
const patienceMs = 5_000;

export type Swapped = { readonly run: Run; readonly error?: unknown };

/**
 * Runs another assembly in place of one, on the same data and ports, and with the same faults. Where it does not start,
 * the one before is started again and the error given back.
 */
export async function swapRun(before: Run, assembly: string, options: RunOptions): Promise<Swapped> {
  const { faults, provider } = before.cloud;
  const port = provider === undefined ? undefined : Number(new URL(provider.url).port);
  const restart = async (from: string): Promise<Run> => {
    // The provider's server was closed with its cloud; the API's holds its requests.
    const server = port === undefined ? undefined : await bindServer(port, '--provider-port', 'the simulated provider');
    const run = await startRun(from, { ...options, provider: server }, true);
    run.cloud.faults.inject(faults.plan);
    if (provider !== undefined) run.cloud.provider?.setFaults(provider.faults);
    return run;
  };
  await before.cloud.handOver(patienceMs);
  try {
    return { run: await restart(assembly) };
  } catch (error) {
    return { run: { ...(await restart(before.assembly)), record: before.record }, error };
  }
}

import type { Server } from 'node:http';
import { join } from 'node:path';
import { type BundleRecord, readRecord } from '../../build/record.ts';
import { readAssembly } from '../assembly/read.ts';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../cloud.ts';
import type { LogListener } from '../logs.ts';
import { isOfRegions, startLocalRegions } from '../regions/start.ts';
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

const readAssemblyRecord = (assembly: string): Promise<BundleRecord> => readRecord(join(assembly, recordFile));

export async function startRun(assembly: string, options: RunOptions): Promise<Run> {
  return runOf(await startCloud(assembly, options), assembly);
}

async function startCloud(assembly: string, options: RunOptions): Promise<LocalCloud> {
  const { folder: dataDir, server, provider, log, regionServers, started } = options;
  const common = { ...options.cloud, assembly, dataDir, server, ...(provider === undefined ? {} : { provider }) };
  if (isOfRegions(assembly)) {
    return startLocalRegions({ ...common, started, ...(log && { log }), ...(regionServers && { regionServers }) });
  }
  const region = readAssembly(assembly)[0]?.region ?? '';
  const cloud = await startLocalCloud({ ...common, ...(log && { log: log(region) }) });
  started(cloud);
  return cloud;
}

/**
 * Deploys another assembly in place of the one that runs.
 *
 * @throws LocalError with what is wrong; then the one before runs on
 */
export async function updateRun({ cloud }: Run, assembly: string): Promise<Run> {
  await cloud.deploy(assembly);
  return runOf(cloud, assembly);
}

async function runOf(cloud: LocalCloud, assembly: string): Promise<Run> {
  const record = await readAssemblyRecord(assembly);
  const bundles = bundlesOf(record, await readCodes(cloud.plan.functions));
  return { cloud, assembly, record, bundles, installer: createCodeInstaller(cloud, assembly) };
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

import type { Server } from 'node:http';
import { join } from 'node:path';
import { readAssembly } from '../assembly/read.ts';
import { type Closers, createClosers } from '../closers.ts';
import type { LocalCloud, LocalCloudOptions } from '../cloud.ts';
import { openDataFolder, regionsFolder } from '../data.ts';
import { chooseEngine } from '../dynamodb/choice.ts';
import type { ReplicatedEngine } from '../dynamodb/replicas/replicated-engine.ts';
import { bindEndpointAddress, newKeyId } from '../endpoint/address.ts';
import { answerOfAny } from '../endpoint/server.ts';
import { type SigningKey, signingKey } from '../identity/keys.ts';
import { createListeners } from '../listeners.ts';
import type { LogListener } from '../logs.ts';
import { bindServer } from '../port.ts';
import { LocalError } from '../problems.ts';
import { createProviderSlot, type ProviderSlot } from '../provider/slot.ts';
import { createGeneratedSecrets, type GeneratedSecrets } from '../secrets/secrets.ts';
import type { Beside } from '../serve.ts';
import type { Endpoints } from '../services.ts';
import { asOneCloud, createSharedListeners, type LocalRegions } from './all-regions.ts';
import { createRegionsControl } from './control.ts';
import { deployInAll } from './deploy-in-all.ts';
import { createRegion, type Region } from './region.ts';
import { apiRegions, tableRegions } from './region-stacks.ts';
import { startReplicatedTables } from './replicated-tables.ts';
import { ownShared, type SharedByRegions } from './shared.ts';
import { createRegionSwitch } from './switch.ts';

export interface LocalRegionsOptions
  extends Pick<LocalCloudOptions, 'stage' | 'server' | 'port' | 'provider' | 'dataDir' | 'dynamodbEndpoint'>,
    Pick<LocalCloudOptions, 'queueSpeed' | 'streams' | 'processes' | 'idleFor'> {
  /** The directory of a synthesized assembly to deploy; absent: what is deployed comes by the endpoint. */
  readonly assembly?: string;
  /** Where nothing is deployed yet: the regions that there are, the first one first. */
  readonly regions?: readonly string[];
  /** Of the APIs of the further regions, bound already; by default one is bound to any free port for each. */
  readonly regionServers?: readonly Server[];
  readonly log?: (region: string) => LogListener;
  /** Hears of each region's cloud when it begins to run. */
  readonly started?: (cloud: LocalCloud) => void;
}

/** Whether an assembly is of several regions, each with an API. */
export const isOfRegions = (assembly: string): boolean => apiRegions(readAssembly(assembly)).length > 1;

/**
 * Runs a stage of several regions on this machine: a cloud for each, on one set of tables, with one issuer of tokens and
 * one simulated provider.
 *
 * @throws LocalError with what is wrong, or what does not start; then nothing is left running
 */
export async function startLocalRegions(options: LocalRegionsOptions): Promise<LocalRegions> {
  const { dataDir } = options;
  refuseOtherEngines(options);
  const stacks = options.assembly === undefined ? [] : readAssembly(options.assembly);
  const names = options.regions ?? apiRegions(stacks);
  if (dataDir !== undefined) openDataFolder(dataDir);
  const closers = createClosers((what) => saysLeftBehind(options, names, what), closeLimitMs);
  const close = closers.closeAll;
  const failures = createListeners<LocalError>();
  const failed = (error: LocalError) => {
    void close().finally(() => failures.notify(error));
  };
  try {
    const tableRegionsToo = [...new Set([...names, ...tableRegions(stacks)])];
    const shared = startShared(options, { names, tables: tableRegionsToo, closers, failed });
    closers.add('the tables of all regions', shared.closeTables);
    closers.add('the provider', shared.closeProvider);
    const listeners = createSharedListeners();
    let home: LocalCloud | undefined;
    const started = (cloud: LocalCloud) => {
      if (cloud.access.region === shared.regions[0]) home = cloud;
      cloud.onFailure(failed);
      listeners.follow(cloud);
      options.started?.(cloud);
    };
    const control = createRegionSwitch(() => regions, shared.engine);
    const current: { assembly?: string } = options.assembly === undefined ? {} : { assembly: options.assembly };
    const beside = createRegionsControl(control);
    const regions = await createRegions(options, { ...shared, beside, started, current });
    closers.add('the regions', async () => void (await Promise.all(regions.map((region) => region.close()))));
    shared.follow(() => home);
    await startAll(regions);
    const homeNow = () => home ?? noHome();
    const deploy = (assembly: string) => deployInAll(assembly, shared.regions, regions, current);
    return asOneCloud({ regions, control, listeners, home: homeNow, deploy, onFailure: failures.add, close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Milliseconds. A region waits for each of its own parts by itself. */
const closeLimitMs = 60_000;

function saysLeftBehind({ log }: LocalRegionsOptions, [home = '']: readonly string[], what: string): void {
  log?.(home)(`Does not end, and is left behind: ${what}.`, 'penstock');
}

function noHome(): never {
  throw new LocalError('The first region of the stage does not run.');
}

/** Tables in several regions are in the embedded engine alone. @throws LocalError where another is asked for */
function refuseOtherEngines({ dynamodbEndpoint }: LocalRegionsOptions): void {
  const { PENSTOCK_ENGINE: named } = process.env;
  const isOther = named !== undefined && chooseEngine() !== 'embedded';
  const received =
    dynamodbEndpoint === undefined ? `PENSTOCK_ENGINE ${named}` : `DYNAMODB_ENDPOINT ${dynamodbEndpoint}`;
  if (dynamodbEndpoint === undefined && !isOther) return;
  throw new LocalError(
    `A stage of several regions has its tables in the embedded engine, received ${received}. Unset it to start.`,
  );
}

/** What the regions have together. */
interface Shared {
  readonly regions: readonly string[];
  readonly engine: ReplicatedEngine;
  readonly provider: ProviderSlot;
  readonly generated: GeneratedSecrets;
  readonly issuerKey: SigningKey;
  readonly byRegions: SharedByRegions;
}

interface SharedParts {
  readonly names: readonly string[];
  /** Regions that may have tables. */
  readonly tables: readonly string[];
  readonly closers: Closers;
  readonly failed: (error: LocalError) => void;
}

function startShared({ dataDir, provider: server }: LocalRegionsOptions, parts: SharedParts) {
  const { names: regions, closers, failed } = parts;
  const file = dataDir && join(dataDir, 'dynamodb-regions.db');
  const tables = startReplicatedTables({ regions: parts.tables, ...(file && { file }), failed });
  let home: () => LocalCloud | undefined = () => undefined;
  const secrets = () => (home()?.plan.secrets ?? []).map(({ value }) => value);
  const provider = createProviderSlot({ server, secrets });
  const generated = createGeneratedSecrets(dataDir && join(dataDir, 'secrets.json'));
  const issuerKey = signingKey(dataDir && join(dataDir, 'issuer-key.pem'));
  const byRegions = ownShared(dataDir, closers);
  return {
    ...{ regions, byRegions, engine: tables.engine, provider, generated, issuerKey },
    /** The provider takes the keys of the first region: the others have copies of them. */
    follow: (cloud: () => LocalCloud | undefined) => {
      home = cloud;
    },
    closeTables: tables.close,
    closeProvider: provider.close,
  };
}

interface RegionParts extends Shared {
  readonly beside: Beside;
  readonly started: (cloud: LocalCloud) => void;
  /** What is deployed. */
  readonly current: { readonly assembly?: string };
}

function createRegions(options: LocalRegionsOptions, parts: RegionParts): Promise<readonly Region[]> {
  const { server, port, dataDir, regionServers = [], provider: _, log, assembly: __, regions: ___, ...rest } = options;
  const { regions, engine, provider, generated, issuerKey, beside, started, current, byRegions } = parts;
  const [home = ''] = regions;
  const endpoints: Endpoints = new Map();
  const operatorKeyId = newKeyId();
  const afterwards = answerOfAny(() => endpoints.values());
  const regionOf = async (region: string, index: number): Promise<Region> =>
    createRegion({
      ...rest,
      region,
      assembly: () => current.assembly,
      server: [server, ...regionServers][index] ?? (await bindServer(index === 0 ? (port ?? 0) : 0)),
      besides: [beside],
      issuerKey,
      generated: copiesOf(generated, region, home),
      replica: engine.client(region),
      sharedProvider: provider,
      endpoints,
      address: { ...(await bindEndpointAddress(operatorKeyId)), afterwards },
      shared: byRegions,
      replicaIn: engine.client,
      startsLate: index > 0,
      ...(dataDir === undefined ? {} : { dataDir: join(dataDir, regionsFolder, region) }),
      ...(log === undefined ? {} : { log: log(region) }),
      started,
    });
  return Promise.all(regions.map(regionOf));
}

/** A replica of a secret has the value that it has in the first region. */
function copiesOf(all: GeneratedSecrets, region: string, home: string): GeneratedSecrets {
  const original = (arn: string) => arn.replace(`:secretsmanager:${region}:`, `:secretsmanager:${home}:`);
  return {
    valueOf: (arn, generate) => all.valueOf(original(arn), generate),
    forget: (arn) => (region === home ? all.forget(arn) : undefined),
  };
}

/** The first region has the tables before the others look for them. @throws LocalError of what does not start */
async function startAll([home, ...others]: readonly Region[]): Promise<void> {
  await home?.start();
  await Promise.all(others.map((region) => region.start()));
}

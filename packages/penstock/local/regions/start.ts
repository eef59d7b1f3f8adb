import type { Server } from 'node:http';
import { join } from 'node:path';
import { startProvider } from '../backbone.ts';
import { issuerOf, type LocalCloud, type LocalCloudOptions } from '../cloud.ts';
import { openDataFolder, regionsFolder } from '../data.ts';
import { chooseEngine } from '../dynamodb/choice.ts';
import type { LogListener } from '../logs.ts';
import type { Plan } from '../plan.ts';
import { bindServer, originOf } from '../port.ts';
import { LocalError } from '../problems.ts';
import type { SimulatedProvider } from '../provider/provider.ts';
import { createAllRegions, type LocalRegions } from './all-regions.ts';
import { createRegionsControl } from './control.ts';
import { closeServer, createRegion, type Region } from './region.ts';
import { type ReplicatedTables, startReplicatedTables } from './replicated-tables.ts';
import { createRegionSwitch, type RegionSwitch } from './switch.ts';

export interface LocalRegionsOptions extends Omit<LocalCloudOptions, 'log' | 'plan' | 'besides' | 'identity'> {
  /** By region, in the order of the stage. */
  readonly plans: readonly [Plan, ...Plan[]];
  /** Of the APIs of the further regions, bound already; by default one is bound to any free port for each. */
  readonly regionServers?: readonly Server[];
  readonly log?: (region: string) => LogListener;
  /** Hears of each region's cloud when it begins to run. */
  readonly started?: (cloud: LocalCloud) => void;
}

/**
 * Runs a stage of several regions on this machine: a cloud for each, on one set of tables, with one issuer of tokens and
 * one simulated provider.
 *
 * @throws LocalError with what is wrong, or what does not start; then nothing is left running
 */
export async function startLocalRegions(options: LocalRegionsOptions): Promise<LocalRegions> {
  const { plans, dataDir, keepsServer = false } = options;
  refuseOtherEngines(options);
  if (dataDir !== undefined) openDataFolder(dataDir);
  const servers = await serversOf(options);
  const closers: (() => Promise<void>)[] = [];
  const closeRest = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const { provider: providerServer } = options;
  if (providerServer !== undefined) closers.push(() => closeServer(providerServer));
  const all = createAllRegions();
  let regions: readonly Region[] = [];
  try {
    const file = dataDir && join(dataDir, 'dynamodb-regions.db');
    const tables = await startReplicatedTables(plans, { ...(file && { file }), failed: all.fail });
    closers.push(tables.close);
    const provider = await startSharedProvider(options);
    if (provider !== undefined) closers.push(provider.close);
    const control = createRegionSwitch(() => regions, tables);
    const [first, ...others] = regionsOf(options, { servers, tables, provider, control, follow: all.follow });
    regions = [first, ...others];
    await startAll(regions);
    return all.asOne({ regions: [first, ...others], control, closeRest });
  } catch (error) {
    await Promise.all(regions.map((region) => region.close({ limitMs: 0 })));
    await closeRest();
    if (!keepsServer) for (const server of servers) server.close();
    throw error;
  }
}

/** Tables in several regions are in the embedded engine alone. @throws LocalError where another is asked for */
function refuseOtherEngines({ dynamodbEndpoint }: LocalRegionsOptions): void {
  const { PENSTOCK_ENGINE: named } = process.env;
  const received =
    dynamodbEndpoint !== undefined
      ? `DYNAMODB_ENDPOINT ${dynamodbEndpoint}`
      : named !== undefined && chooseEngine() !== 'embedded'
        ? `PENSTOCK_ENGINE ${named}`
        : undefined;
  if (received === undefined) return;
  throw new LocalError(
    `A stage of several regions has its tables in the embedded engine, received ${received}. Unset it to start.`,
  );
}

async function serversOf({ server, port, plans, regionServers }: LocalRegionsOptions): Promise<readonly Server[]> {
  const first = server ?? (await bindServer(port ?? 0));
  if (regionServers !== undefined) return [first, ...regionServers];
  return [first, ...(await Promise.all(plans.slice(1).map(() => bindServer(0))))];
}

/** It takes the keys of the first region: the others have copies of them. */
function startSharedProvider({ plans, provider }: LocalRegionsOptions): Promise<SimulatedProvider | undefined> {
  const [{ backbone, secrets }] = plans;
  return startProvider(backbone, { secrets, ...(provider === undefined ? {} : { provider }) });
}

interface Shared {
  readonly servers: readonly Server[];
  readonly tables: ReplicatedTables;
  readonly provider: SimulatedProvider | undefined;
  readonly control: RegionSwitch;
  readonly follow: (cloud: LocalCloud) => void;
}

function regionsOf(options: LocalRegionsOptions, shared: Shared): readonly [Region, ...Region[]] {
  const { plans, dataDir, regionServers: _, provider: __, log, started = () => {}, ...rest } = options;
  const { servers, tables, provider, control, follow } = shared;
  const [home] = plans;
  const identity = issuerOf(home, originOf(serverAt(servers, 0)), dataDir);
  const besides = [identity, createRegionsControl(control)];
  const regionOf = (plan: Plan, index: number): Region => {
    const { region } = plan.api;
    return createRegion({
      ...rest,
      plan,
      server: serverAt(servers, index),
      besides,
      identity,
      replica: tables.client(region),
      startsLate: index > 0,
      ...(dataDir === undefined ? {} : { dataDir: join(dataDir, regionsFolder, region) }),
      ...(provider === undefined ? {} : { sharedProvider: provider }),
      ...(log === undefined ? {} : { log: log(region) }),
      started: (cloud) => {
        follow(cloud);
        started(cloud);
      },
    });
  };
  const [, ...others] = plans;
  return [regionOf(home, 0), ...others.map((plan, index) => regionOf(plan, index + 1))];
}

function serverAt(servers: readonly Server[], index: number): Server {
  const server = servers[index];
  if (server === undefined) throw new LocalError(`There is no server for region ${index + 1} of the stage.`);
  return server;
}

/** @throws LocalError of the first region that does not start, once the others have */
async function startAll(regions: readonly Region[]): Promise<void> {
  const outcomes = await Promise.allSettled(regions.map((region) => region.start()));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

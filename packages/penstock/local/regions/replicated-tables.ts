import type { EngineClient } from '../dynamodb/client.ts';
import { ensureReplicas } from '../dynamodb/replicas/ensure-replicas.ts';
import { createReplicatedEngine, type ReplicatedEngine } from '../dynamodb/replicas/replicated-engine.ts';
import { ensureTable } from '../dynamodb/tables.ts';
import type { Plan } from '../plan.ts';
import { makePrivateFile } from '../private-files.ts';
import { LocalError } from '../problems.ts';

export interface ReplicatedTables extends Omit<ReplicatedEngine, 'client' | 'deleteExpired' | 'close'> {
  /** A region's side of them. */
  client(region: string): EngineClient;
  close(): Promise<void>;
}

export interface ReplicatedTablesOptions {
  /** Where they are kept; absent: in memory. */
  readonly file?: string;
  /** Hears that they cannot go on. */
  readonly failed: (error: LocalError) => void;
}

/** DynamoDB deletes what has expired within days; nobody waits so long here. */
const expireEveryMs = 10_000;

/** Starts the tables of all regions. @throws LocalError where kept tables do not fit what the template declares */
export async function startReplicatedTables(
  plans: readonly Plan[],
  { file, failed }: ReplicatedTablesOptions,
): Promise<ReplicatedTables> {
  if (file !== undefined) makePrivateFile(file);
  const regions = plans.flatMap(({ api, tables }) => [api.region, ...tables.flatMap(({ replicas = [] }) => replicas)]);
  const failedBecause = (what: string) => (cause: unknown) =>
    failed(new LocalError(`${what}: ${Object(cause).message}.`, { cause }));
  const engine = createReplicatedEngine({
    regions: [...new Set(regions)],
    ...(file === undefined ? {} : { file }),
    failed: failedBecause('What regions write is not brought to the others'),
  });
  const expire = () => {
    try {
      engine.deleteExpired();
    } catch (cause) {
      failedBecause('What has expired cannot be deleted')(cause);
    }
  };
  const expiring = setInterval(expire, expireEveryMs).unref();
  const close = async () => {
    clearInterval(expiring);
    engine.close();
  };
  try {
    for (const { api, tables } of plans) await ensureTables(engine.client(api.region), api.region, tables);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    client: engine.client,
    stop: engine.stop,
    start: engine.start,
    get lagMs() {
      return engine.lagMs;
    },
    set lagMs(ms) {
      engine.lagMs = ms;
    },
    close,
  };
}

async function ensureTables(client: EngineClient, region: string, tables: Plan['tables']): Promise<void> {
  for (const table of tables) {
    await ensureTable(client, table);
    await ensureReplicas(client, table, region);
  }
}

import type { JsonObject } from '../../json.ts';
import type { EngineClient } from '../client.ts';
import {
  answer,
  clientOf,
  type EngineAnswer,
  type Operations,
  operations,
  refusal,
  tablesTarget,
} from '../embedded/answer.ts';
import type { Context } from '../embedded/context.ts';
import { EngineError } from '../embedded/errors.ts';
import { deleteExpired } from '../embedded/operations/expiry.ts';
import { forgetTransactions } from '../embedded/operations/transact.ts';
import { openSqliteStore } from '../embedded/store/sqlite-store.ts';
import type { Store } from '../embedded/store/store.ts';
import { createCatalog } from '../embedded/tables/catalog.ts';
import type { TableDefinition } from '../embedded/tables/definition.ts';
import { createClaims } from './claims.ts';
import { type Clock, systemClock } from './clock.ts';
import { regionalCatalog } from './regional-catalog.ts';
import { updateReplicas } from './replica-updates.ts';
import { keepForOthers } from './replication.ts';
import { createReplicationLoop } from './replication-loop.ts';
import { strongAccess } from './strong-access.ts';

export interface ReplicatedEngineOptions {
  readonly regions: readonly string[];
  /** Where its data is kept; absent: in memory. */
  readonly file?: string;
  readonly account?: string;
  /** How much later than its own region the others have a write of an eventually consistent table; 500 ms by default. */
  readonly lagMs?: number;
  /** How long a write of a strongly consistent table is on its way to another region; 10 ms by default. */
  readonly roundTripMs?: number;
  readonly clock?: Clock;
  /** Hears why writes are not brought to the others. */
  readonly failed?: (cause: unknown) => void;
}

/** DynamoDB in several regions, in this process: tables of one region, and global tables of both kinds. */
export interface ReplicatedEngine {
  /** @throws RangeError for a region that it has not */
  client(region: string): EngineClient;
  lagMs: number;
  /** The region answers nothing, and the others go on without it. */
  stop(region: string): void;
  /** The region gets what it has missed, and what it had not sent yet is sent. */
  start(region: string): void;
  /** Deletes what has expired by now. @returns how many items, those of replicas not counted */
  deleteExpired(): number;
  close(): void;
}

/** @throws LocalError where the file is none of this engine */
export function createReplicatedEngine(options: ReplicatedEngineOptions): ReplicatedEngine {
  const { regions, file, lagMs = 500, roundTripMs = 10, clock = systemClock, failed = () => {} } = options;
  const store = openSqliteStore(file);
  const running = new Set(regions);
  const contexts = contextsOf(options, store, () => replication.heard());
  const replication = createReplicationLoop(contexts, running, { clock, lagMs, failed });
  const known: Operations = {
    ...operations,
    [tablesTarget]: { ...operations[tablesTarget], UpdateTable: updateReplicas(contexts) },
  };
  const claims = createClaims();
  const ask = async (context: Context, target: string, input: JsonObject): Promise<EngineAnswer> => {
    const { region } = context;
    const { tables, items } = strongAccess(target, input, context);
    const release = claims.take(region, items);
    try {
      if (items.length > 0) await clock.sleep(roundTripMs);
      if (!running.has(region) || tables.some((table) => !hasMajority(table, running))) throw unavailable();
      return answer(target, input, context, known);
    } finally {
      release();
    }
  };
  const askOrRefuse = async (context: Context, target: string, input: JsonObject) => {
    try {
      return await ask(context, target, input);
    } catch (error) {
      if (error instanceof EngineError) return refusal(error);
      throw error;
    }
  };
  replication.begin();
  return {
    client: (region) => {
      const context = contexts.get(region);
      if (context === undefined) throw new RangeError(`There is no region ${region}; there are ${regions.join(', ')}.`);
      return clientOf((target, input) => askOrRefuse(context, target, input));
    },
    get lagMs() {
      return replication.lagMs;
    },
    set lagMs(ms) {
      replication.lagMs = ms;
      replication.begin();
    },
    stop: (region) => void running.delete(region),
    start: (region) => {
      running.add(region);
      replication.begin();
    },
    deleteExpired: () => expireOnce(contexts, running),
    close: () => {
      replication.close();
      store.close();
    },
  };
}

function contextsOf(
  { regions, account = '000000000000', clock = systemClock }: ReplicatedEngineOptions,
  store: Store,
  written: () => void,
): ReadonlyMap<string, Context> {
  const shared = createCatalog(store);
  return new Map(
    regions.map((region) => {
      const catalog = regionalCatalog(region, shared, createCatalog(store, `table ${region}`));
      const context: Context = { store, catalog, region, account, now: clock.now, changed: () => {} };
      forgetTransactions(context);
      return [region, { ...context, replicate: keepForOthers(context, written) }];
    }),
  );
}

/** Two of the three; a witness, which has no requests to answer, is always there. */
function hasMajority({ replication }: TableDefinition, running: ReadonlySet<string>): boolean {
  if (replication?.consistency !== 'strong') return true;
  const witnesses = replication.witness === undefined ? 0 : 1;
  return replication.regions.filter((region) => running.has(region)).length + witnesses >= 2;
}

/**
 * A region alone neither writes nor reads with strong consistency; no page names the error, so it is the one for what
 * DynamoDB cannot do now.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
function unavailable(): EngineError {
  return new EngineError('InternalServerError', 'The replicas of other Regions do not answer', {}, 500);
}

/** One of the replicas of a table deletes, and the others get that as any write. */
function expireOnce(contexts: ReadonlyMap<string, Context>, running: ReadonlySet<string>): number {
  let deleted = 0;
  for (const context of contexts.values()) {
    const isFirst = ({ replication }: TableDefinition) =>
      (replication?.regions ?? [context.region]).find((region) => running.has(region)) === context.region;
    deleted += deleteExpired(context, isFirst);
  }
  return deleted;
}

import type { EngineClient } from '../client.ts';
import { answer, clientOf } from './answer.ts';
import type { Context } from './context.ts';
import { deleteExpired } from './operations/expiry.ts';
import { forgetTransactions } from './operations/transact.ts';
import { openSqliteStore } from './store/sqlite-store.ts';
import type { Change } from './store/store.ts';
import { createCatalog } from './tables/catalog.ts';

export interface EmbeddedEngineOptions {
  readonly region: string;
  /** Where its data is kept; absent: in memory. */
  readonly file?: string;
  readonly account?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Hears of each change of an item once it is kept, in order: what a replica of the table needs. */
  readonly changed?: (table: string, change: Change) => void;
}

/** DynamoDB in this process, kept in a file by SQLite. Nothing listens: who has the client reaches it, and nobody else. */
export interface EmbeddedEngine {
  readonly client: EngineClient;
  /** Deletes what has expired by now. @returns how many items */
  deleteExpired(): number;
  close(): void;
}

/** @throws LocalError where the file is none of this engine */
export function createEmbeddedEngine(options: EmbeddedEngineOptions): EmbeddedEngine {
  const { region, file, account = '000000000000', now = Date.now, changed = () => {} } = options;
  const store = openSqliteStore(file);
  const context: Context = {
    store,
    catalog: createCatalog(store),
    region,
    account,
    now,
    changed: ({ name }, change) => changed(name, change),
  };
  forgetTransactions(context);
  return {
    client: clientOf(async (target, input) => answer(target, input, context)),
    deleteExpired: () => deleteExpired(context),
    close: store.close,
  };
}

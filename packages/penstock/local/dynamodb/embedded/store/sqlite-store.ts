import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type JsonObject, object, parseJson } from '../../../json.ts';
import { LocalError } from '../../../problems.ts';
import type { Space } from '../tables/definition.ts';
import type { Item } from '../values/attribute.ts';
import { createDocuments } from './documents.ts';
import { after } from './positions.ts';
import type { Change, Position, Row, Store, StoredChange } from './store.ts';

// NORMAL with a write-ahead log: a commit is with the system when it returns, and outlives a killed process; a power cut
// may take the last ones, and leaves the file whole. https://www.sqlite.org/pragma.html#pragma_synchronous
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS rows (
    space INTEGER NOT NULL, partition BLOB NOT NULL, sort BLOB NOT NULL, item BLOB NOT NULL,
    size INTEGER NOT NULL, value TEXT NOT NULL, expires INTEGER,
    PRIMARY KEY (space, partition, sort, item)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS rows_by_expiry ON rows (space, expires) WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, change TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS changes_by_space ON changes (space, number);
`;
const position = 'space, partition, sort, item';
const within = `(${position}) >= (?, ?, ?, ?) AND (${position}) < (?, ?, ?, ?)`;
/** Rows that are read at once. */
const chunk = 100;
const nothing = Buffer.alloc(0);

/**
 * Opens a store in a file, or in memory.
 *
 * @throws LocalError where the file is no database
 */
export function openSqliteStore(file = ':memory:'): Store {
  const database = open(file);
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return {
    transaction: (work) => {
      begin.run();
      try {
        const result = work();
        commit.run();
        return result;
      } catch (error) {
        // SQLite has ended it by itself where the disk is full.
        if (database.isTransaction) rollback.run();
        throw error;
      }
    },
    ...rowsOf(database),
    ...changesOf(database),
    ...createDocuments(database),
    clear: clearer(database),
    close: () => database.close(),
  };
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(schema);
    return database;
  } catch (cause) {
    database.close();
    throw new LocalError(
      `The tables in ${file} cannot be read: ${Object(cause).message}. Start with --fresh to begin with empty tables.`,
      { cause },
    );
  }
}

function rowsOf(database: DatabaseSync): Pick<Store, 'get' | 'put' | 'delete' | 'read' | 'expired' | 'count'> {
  const at = 'WHERE space = ? AND partition = ? AND sort = ? AND item = ?';
  const get = database.prepare(`SELECT * FROM rows ${at}`);
  const put = database.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare(`DELETE FROM rows ${at}`);
  const forward = database.prepare(`SELECT * FROM rows WHERE ${within} ORDER BY ${position} LIMIT ${chunk}`);
  const backward = database.prepare(
    `SELECT * FROM rows WHERE ${within} ORDER BY space DESC, partition DESC, sort DESC, item DESC LIMIT ${chunk}`,
  );
  const expired = database.prepare('SELECT * FROM rows WHERE space = ? AND expires > ? AND expires <= ?');
  const count = database.prepare('SELECT count(*) AS rows, coalesce(sum(size), 0) AS bytes FROM rows WHERE space = ?');
  return {
    get: (space, { partition, sort, item }) => {
      const row = get.get(space, partition, sort, item);
      return row === undefined ? undefined : rowOf(row);
    },
    put: (space, { position: { partition, sort, item }, item: value, size }, expiresAt) =>
      void put.run(space, partition, sort, item, size, JSON.stringify(value), expiresAt ?? null),
    delete: (space, { partition, sort, item }) => void remove.run(space, partition, sort, item),
    read: function* (space, { from, to }, isBackward = false) {
      const statement = isBackward ? backward : forward;
      let [first, end] = [from, to];
      for (;;) {
        const found = readChunk(statement, space, first, end);
        yield* found;
        const last = found.at(-1)?.position;
        if (last === undefined || found.length < chunk) return;
        if (isBackward) end = last;
        else first = after(last);
      }
    },
    expired: (space, after, until) => expired.all(space, after, until).map(rowOf),
    count: (space) => {
      const { rows, bytes } = object(count.get(space));
      return { rows: Number(rows), bytes: Number(bytes) };
    },
  };
}

function readChunk(statement: StatementSync, space: Space, from: Position, to: Position | undefined): readonly Row[] {
  const end = to === undefined ? [space + 1, nothing, nothing, nothing] : [space, to.partition, to.sort, to.item];
  return statement.all(space, from.partition, from.sort, from.item, ...end).map(rowOf);
}

function rowOf(row: JsonObject): Row {
  const { partition, sort, item, size, value } = row;
  const bytes = (column: unknown) => Buffer.from(column as Uint8Array);
  return {
    position: { partition: bytes(partition), sort: bytes(sort), item: bytes(item) },
    item: parseJson(String(value)) as Item,
    size: Number(size),
  };
}

function changesOf(database: DatabaseSync): Pick<Store, 'append' | 'changes' | 'newest'> {
  const append = database.prepare('INSERT INTO changes (space, change) VALUES (?, ?)');
  const read = database.prepare(
    'SELECT number, change FROM changes WHERE space = ? AND number > ? ORDER BY number LIMIT ?',
  );
  const newest = database.prepare('SELECT max(number) AS number FROM changes WHERE space = ?');
  return {
    append: (space, change) => Number(append.run(space, JSON.stringify(change)).lastInsertRowid),
    changes: (space, number, limit) =>
      read.all(space, number, limit).map((row) => {
        const change = parseJson(String(row.change)) as Change;
        return { ...change, number: Number(row.number) } satisfies StoredChange;
      }),
    newest: (space) => Number(object(newest.get(space)).number ?? 0),
  };
}

function clearer(database: DatabaseSync): (space: Space) => void {
  const statements = ['rows', 'changes'].map((table) => database.prepare(`DELETE FROM ${table} WHERE space = ?`));
  return (space) => {
    for (const statement of statements) statement.run(space);
  };
}

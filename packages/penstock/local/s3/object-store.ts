import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { type JsonObject, object, parseJson } from '../json.ts';
import { makePrivateFile } from '../private-files.ts';

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** That come back with it, such as its type. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The objects of buckets, one version of each. */
export interface ObjectStore {
  put(bucket: string, key: string, content: Buffer, headers: StoredObject['headers']): StoredObject;
  head(bucket: string, key: string): StoredObject | undefined;
  content(bucket: string, key: string): Buffer | undefined;
  remove(bucket: string, key: string): void;
  empty(bucket: string): void;
  /** By key, in the order of its bytes. */
  list(bucket: string, prefix: string): readonly StoredObject[];
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified INTEGER NOT NULL, headers TEXT NOT NULL, PRIMARY KEY (bucket, key)
  ) WITHOUT ROWID;
`;
const columns = 'key, size, etag, modified, headers';

/** @param file where it outlives this process; absent: nowhere */
export function openObjectStore(file?: string): ObjectStore {
  if (file !== undefined) makePrivateFile(file);
  const database = new DatabaseSync(file ?? ':memory:');
  database.exec(schema);
  const insert = database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)');
  const find = database.prepare(`SELECT ${columns} FROM objects WHERE bucket = ? AND key = ?`);
  const read = database.prepare('SELECT content FROM objects WHERE bucket = ? AND key = ?');
  const remove = database.prepare('DELETE FROM objects WHERE bucket = ? AND key = ?');
  const empty = database.prepare('DELETE FROM objects WHERE bucket = ?');
  const list = database.prepare(
    `SELECT ${columns} FROM objects WHERE bucket = ? AND substr(key, 1, ?) = ? ORDER BY key`,
  );
  return {
    put: (bucket, key, content, headers) => {
      const etag = `"${createHash('md5').update(content).digest('hex')}"`;
      const modifiedAt = Date.now();
      insert.run(bucket, key, content, content.length, etag, modifiedAt, JSON.stringify(headers));
      return { key, size: content.length, etag, modifiedAt, headers };
    },
    head: (bucket, key) => {
      const row = find.get(bucket, key);
      return row === undefined ? undefined : storedObject(row);
    },
    content: (bucket, key) => {
      const row = read.get(bucket, key);
      return row === undefined ? undefined : Buffer.from(row.content as Uint8Array);
    },
    remove: (bucket, key) => void remove.run(bucket, key),
    empty: (bucket) => void empty.run(bucket),
    list: (bucket, prefix) => list.all(bucket, [...prefix].length, prefix).map(storedObject),
    close: () => database.close(),
  };
}

function storedObject({ key, size, etag, modified, headers }: JsonObject): StoredObject {
  return {
    key: String(key),
    size: Number(size),
    etag: String(etag),
    modifiedAt: Number(modified),
    headers: object(parseJson(String(headers))) as Readonly<Record<string, string>>,
  };
}

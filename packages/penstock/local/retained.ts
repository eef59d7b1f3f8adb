import { DatabaseSync } from 'node:sqlite';
import { createDeliveryStore, type DeliveryStore } from './events-bus/delivery-store.ts';
import { type JsonObject, object, parseJson } from './json.ts';
import { makePrivateFile } from './private-files.ts';
import type { EngineQueue, HeldMessage } from './queues/engine-queue.ts';
import type { MessageKeeper } from './queues/store.ts';

/** The messages of queues, as they change. */
export interface RetainedMessages extends MessageKeeper {
  /** Puts back what an earlier run left; what was in flight stays hidden until its time. */
  restore(queue: EngineQueue): void;
}

/** The events of archives. */
export interface RetainedArchives {
  add(archiveArn: string, at: number, event: JsonObject): void;
  /** Oldest first, from `since` on; older ones are dropped. Times in milliseconds since the epoch. */
  read(archiveArn: string, since: number): readonly { readonly at: number; readonly event: JsonObject }[];
}

/** What the asynchronous half of a stage holds, in a file that a killed process leaves whole. */
export interface Retained {
  readonly messages: RetainedMessages;
  readonly archives: RetainedArchives;
  readonly deliveries: DeliveryStore;
  close(): void;
}

// Written before it is answered, but not forced to the disk: it outlives this process, not the machine.
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, message TEXT NOT NULL,
    count INTEGER NOT NULL, first INTEGER, handle TEXT, deadline INTEGER
  );
  CREATE TABLE IF NOT EXISTS archived (archive TEXT NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS archived_by_time ON archived (archive, at);
`;

export function openRetained(file: string): Retained {
  // The files that SQLite puts beside it get its mode.
  makePrivateFile(file);
  const database = new DatabaseSync(file);
  database.exec(schema);
  return {
    messages: retainedMessages(database),
    archives: retainedArchives(database),
    deliveries: createDeliveryStore(database),
    close: () => database.close(),
  };
}

function retainedMessages(database: DatabaseSync): RetainedMessages {
  const insert = database.prepare('INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?, ?, NULL, NULL)');
  const remove = database.prepare('DELETE FROM messages WHERE id = ?');
  const hide = database.prepare('UPDATE messages SET handle = ?, deadline = ?, count = ?, first = ? WHERE id = ?');
  const show = database.prepare('UPDATE messages SET handle = NULL, deadline = NULL WHERE id = ?');
  const purge = database.prepare('DELETE FROM messages WHERE queue = ?');
  const read = database.prepare('SELECT * FROM messages WHERE queue = ? ORDER BY rowid');
  return {
    insertQueue: () => {},
    deleteQueue: () => {},
    updateQueueAttributes: () => {},
    insertMessage: (queueName, message) => {
      const { messageId, approximateReceiveCount: count, approximateFirstReceiveTimestamp: first } = message;
      insert.run(messageId, queueName, JSON.stringify(message), count, first ?? null);
    },
    deleteMessage: (messageId) => void remove.run(messageId),
    updateMessageInflight: (id, handle, deadline, count, first) =>
      void hide.run(handle, Math.round(deadline), count, first ?? null, id),
    updateMessageReady: (messageId) => void show.run(messageId),
    deleteQueueMessages: (queueName) => void purge.run(queueName),
    restore: (queue) => {
      for (const row of read.all(queue.name)) putBack(queue, row);
    },
  };
}

function putBack(queue: EngineQueue, { message: text, count, first, handle, deadline }: JsonObject): void {
  const message = {
    ...(parseJson(String(text)) as HeldMessage),
    approximateReceiveCount: Number(count),
    ...(first === null ? {} : { approximateFirstReceiveTimestamp: Number(first) }),
  };
  const receiptHandle = String(handle);
  const isHidden = handle !== null && Number(deadline) > Date.now();
  if (isHidden)
    queue.inflightMessages.set(receiptHandle, { message, receiptHandle, visibilityDeadline: Number(deadline) });
  else if ((message.delayUntil ?? 0) > Date.now()) queue.delayedMessages.push(message);
  else queue.messages.push(message);
}

function retainedArchives(database: DatabaseSync): RetainedArchives {
  const insert = database.prepare('INSERT INTO archived VALUES (?, ?, ?)');
  const drop = database.prepare('DELETE FROM archived WHERE archive = ? AND at < ?');
  const read = database.prepare('SELECT at, event FROM archived WHERE archive = ? ORDER BY at, rowid');
  return {
    add: (archiveArn, at, event) => void insert.run(archiveArn, at, JSON.stringify(event)),
    read: (archiveArn, since) => {
      drop.run(archiveArn, since);
      return read.all(archiveArn).map(({ at, event }) => ({ at: Number(at), event: object(parseJson(String(event))) }));
    },
  };
}

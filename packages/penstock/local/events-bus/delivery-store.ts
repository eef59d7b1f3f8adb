import type { DatabaseSync } from 'node:sqlite';
import { type JsonObject, parseJson } from '../json.ts';
import type { BusEvent } from './definition.ts';

/** An event on its way to one target of one rule. */
export interface NewDelivery {
  /** ARNs, and the target's id. */
  readonly bus: string;
  readonly rule: string;
  readonly target: string;
  readonly event: BusEvent;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
}

export interface StoredDelivery extends NewDelivery {
  readonly id: number;
  /** Attempts after the first. */
  readonly retries: number;
}

/** An event that neither its target nor a dead-letter queue took: on AWS it would be lost. */
export interface UndeliverableEvent {
  /** Milliseconds since the epoch at which it was given up. */
  readonly at: number;
  readonly bus: string;
  readonly rule: string;
  /** ARN. */
  readonly target: string;
  readonly retries: number;
  /** Why the target did not take it: a code of EventBridge's dead letters, and what the target said. */
  readonly reason: string;
  /** Why it is not in a dead-letter queue. */
  readonly deadLetterReason: string;
  readonly event: BusEvent;
}

/** What a bus has accepted and not yet handed on, and what it could hand on to nobody. */
export interface DeliveryStore {
  /** Stores all of them or none. @returns their ids */
  add(deliveries: readonly NewDelivery[]): readonly number[];
  retried(id: number, retries: number): void;
  remove(id: number): void;
  /** Oldest first. */
  pending(): readonly StoredDelivery[];
  /** Moves a delivery to the undeliverable events. */
  quarantine(id: number, event: UndeliverableEvent): void;
  /** Oldest first. */
  undeliverable(): readonly UndeliverableEvent[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bus TEXT NOT NULL, rule TEXT NOT NULL, target TEXT NOT NULL,
    accepted INTEGER NOT NULL, retries INTEGER NOT NULL, event TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS undeliverable (id INTEGER PRIMARY KEY, event TEXT NOT NULL);
`;

/** In JSON, which escapes what UTF-8 cannot carry: half of a surrogate pair comes out as it went in. */
export function createDeliveryStore(database: DatabaseSync): DeliveryStore {
  database.exec(schema);
  const insert = database.prepare(
    'INSERT INTO deliveries (bus, rule, target, accepted, retries, event) VALUES (?, ?, ?, ?, 0, ?)',
  );
  const retry = database.prepare('UPDATE deliveries SET retries = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM deliveries WHERE id = ?');
  const read = database.prepare('SELECT * FROM deliveries ORDER BY id');
  const setAside = database.prepare('INSERT INTO undeliverable VALUES (?, ?)');
  const readUndeliverable = database.prepare('SELECT event FROM undeliverable ORDER BY id');
  return {
    add: (deliveries) =>
      atomically(database, () =>
        deliveries.map(({ bus, rule, target, acceptedAt, event }) =>
          Number(insert.run(bus, rule, target, acceptedAt, JSON.stringify(event)).lastInsertRowid),
        ),
      ),
    retried: (id, retries) => void retry.run(retries, id),
    remove: (id) => void remove.run(id),
    pending: () => read.all().map(storedDelivery),
    quarantine: (id, event) =>
      atomically(database, () => {
        setAside.run(id, JSON.stringify(event));
        remove.run(id);
      }),
    undeliverable: () => readUndeliverable.all().map(({ event }) => parseJson(String(event)) as UndeliverableEvent),
  };
}

function storedDelivery({ id, bus, rule, target, accepted, retries, event }: JsonObject): StoredDelivery {
  return {
    id: Number(id),
    bus: String(bus),
    rule: String(rule),
    target: String(target),
    acceptedAt: Number(accepted),
    retries: Number(retries),
    event: parseJson(String(event)) as BusEvent,
  };
}

function atomically<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

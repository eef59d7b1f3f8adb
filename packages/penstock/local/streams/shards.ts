import { object } from '../json.ts';
import type { StreamRecord } from './stream-reader.ts';

/** Which shard of a stream has an item's changes. */
export interface ShardLayout {
  readonly ids: readonly string[];
  /** An index of `ids`; the same for every change of an item. */
  shardOf(record: StreamRecord): number;
}

/**
 * A stream has a shard for each partition of its table, and the partition key decides which: a table on demand begins
 * with four. The engine has one shard for all.
 *
 * @param partitionKey the name of the table's HASH attribute
 * @param seed another one puts other items together
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export function shardLayout(partitionKey: string, count: number, seed: number): ShardLayout {
  return {
    ids: Array.from({ length: count }, (_, index) => `shardId-${String(index).padStart(20, '0')}-penstock`),
    shardOf: ({ dynamodb }) => hash(`${seed} ${JSON.stringify(object(dynamodb.Keys)[partitionKey])}`) % count,
  };
}

/** FNV-1a, its high bits mixed into the low ones that a small count looks at. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 12)) >>> 0;
}

import type { EngineClient } from '../dynamodb/client.ts';
import { seededRandom, shuffled } from '../random.ts';
import type { Checkpoints, StreamProgress } from '../streams/checkpoints.ts';
import { shardLayout } from '../streams/shards.ts';
import type { StreamPosition, StreamRecord } from '../streams/stream-reader.ts';
import type { StreamMapping } from './definition.ts';
import type { SourceOptions } from './source.ts';
import { type StreamShard, startStreamShard } from './stream-shard.ts';

export interface StreamOptions {
  /** 4 by default, as the partitions of a new table on demand. */
  readonly shards?: number;
  /** Decides which items share a shard, and which shard goes first; 1 by default. */
  readonly seed?: number;
}

export interface StreamSourceOptions extends SourceOptions {
  readonly client: EngineClient;
  readonly checkpoints: Checkpoints;
  readonly streams?: StreamOptions;
}

/** The shards of a stream, and how far each is. */
export interface StreamShards {
  /** Records that are not done. */
  readonly waiting: number;
  /** Takes records in as they were read, oldest first, and lets each shard go on. */
  add(records: readonly StreamRecord[]): void;
  /** Where reading goes on. */
  position(): StreamPosition;
  close(): void;
}

export function startStreamShards(
  mapping: StreamMapping,
  options: StreamSourceOptions,
  open: () => boolean,
): StreamShards {
  const { checkpoints, streams: { shards: count = 4, seed = 1 } = {} } = options;
  const layout = shardLayout(mapping.partitionKey, count, seed);
  const random = seededRandom(seed);
  const retained = checkpoints.get(mapping.id);
  let read: string | undefined;
  const committed = () => {
    if (read !== undefined && open()) checkpoints.set(mapping.id, progressOf(read, shards));
  };
  const shards = layout.ids.map((id) =>
    startStreamShard(mapping, options, { id, done: doneOf(retained, id), open, committed }),
  );
  const start = startOf(mapping, shards);
  return {
    get waiting() {
      return shards.reduce((sum, shard) => sum + shard.waiting, 0);
    },
    add: (records) => {
      const last = records.at(-1)?.dynamodb.SequenceNumber;
      if (last === undefined) return;
      const wanted = records.filter((record) => isWanted(mapping, record, shards[layout.shardOf(record)]));
      const parts = Map.groupBy(wanted, layout.shardOf);
      for (const [index, part] of shuffled([...parts], random)) shards[index]?.add(part);
      read = last;
      for (const shard of shards) shard.readTo(last);
      committed();
    },
    position: () => after(read) ?? start,
    close: () => {
      for (const shard of shards) shard.add([]);
    },
  };
}

/** Passes over what a shard did before a restart, and what no filter wants. */
function isWanted({ filters }: StreamMapping, record: StreamRecord, shard: StreamShard | undefined): boolean {
  if (shard?.done !== undefined && BigInt(record.dynamodb.SequenceNumber) <= BigInt(shard.done)) return false;
  return filters.length === 0 || filters.some((matches) => matches(record));
}

function progressOf(read: string, shards: readonly StreamShard[]): StreamProgress {
  const behind = shards.filter(({ waiting }) => waiting > 0).map(({ id, done = '' }) => [id, done]);
  return { read, behind: Object.fromEntries(behind) };
}

function doneOf(retained: StreamProgress | undefined, id: string): string | undefined {
  const done = retained?.behind[id] ?? retained?.read;
  return done === '' ? undefined : done;
}

/** Where the shard that is furthest behind goes on. */
function startOf({ start }: StreamMapping, shards: readonly StreamShard[]): StreamPosition {
  const done = shards.map((shard) => shard.done);
  if (done.includes(undefined)) return { type: start };
  const numbers = done.filter((number) => number !== undefined).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return after(numbers[0]) ?? { type: start };
}

function after(sequenceNumber: string | undefined): StreamPosition | undefined {
  return sequenceNumber === undefined ? undefined : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber };
}

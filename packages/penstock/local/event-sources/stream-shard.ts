import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamRecord } from '../streams/stream-reader.ts';
import type { StreamMapping } from './definition.ts';
import { lanes } from './lanes.ts';
import type { SourceOptions } from './source.ts';
import { createStreamBatches } from './stream-batches.ts';

/** One shard of a stream on its way to a function: a sequence with batches of its own. */
export interface StreamShard {
  readonly id: string;
  /** The last sequence number up to which everything is done; undefined where nothing is. */
  readonly done: string | undefined;
  /** Records that are not done. */
  readonly waiting: number;
  /** Takes records in, oldest first. */
  add(records: readonly StreamRecord[]): void;
  /** The stream was read up to here: all is done where no record waits. */
  readTo(sequenceNumber: string): void;
}

export interface ShardOptions {
  readonly id: string;
  readonly done: string | undefined;
  readonly open: () => boolean;
  /** Called when records are done. */
  readonly committed: () => void;
}

/** Takes records to the function, a batch again until it succeeds or is given up; it waits for no other shard. */
export function startStreamShard(mapping: StreamMapping, options: SourceOptions, own: ShardOptions): StreamShard {
  const { id, open, committed } = own;
  let { done } = own;
  const pending: StreamRecord[] = [];
  let woken = Promise.withResolvers<void>();
  const most = Math.min(1000, mapping.batchSize * mapping.parallelization);
  const batches = createStreamBatches(mapping, id, options, open);
  /** With a batching window, waits until the batch is full or the window ends. */
  const fill = async () => {
    const end = Date.now() + mapping.batchingWindow * 1000;
    while (open() && pending.length < most && Date.now() < end) await sleep(20, undefined, { ref: false });
  };
  const step = async () => {
    if (pending.length === 0) {
      await woken.promise;
      return;
    }
    await fill();
    const batch = pending.slice(0, most);
    // All of them end before any is done again: an item's records must not overtake each other.
    const ended = await Promise.allSettled(lanes(batch, mapping.parallelization).map((lane) => batches.process(lane)));
    const broken = ended.find(({ status }) => status === 'rejected');
    if (broken?.status === 'rejected') throw broken.reason;
    if (!open()) return;
    pending.splice(0, batch.length);
    done = batch.at(-1)?.dynamodb.SequenceNumber ?? done;
    committed();
  };
  const recover = async (error: unknown) => {
    if (open()) options.notify({ from: `stream ${mapping.table}`, to: mapping.fn.name, what: `fails: ${error}` });
    await sleep(100, undefined, { ref: false });
  };
  const work = async () => {
    while (open()) await step().catch(recover);
  };
  void work();
  return {
    id,
    get done() {
      return done;
    },
    get waiting() {
      return pending.length;
    },
    add: (records) => {
      pending.push(...records);
      woken.resolve();
      woken = Promise.withResolvers();
    },
    readTo: (sequenceNumber) => {
      if (pending.length === 0) done = sequenceNumber;
    },
  };
}

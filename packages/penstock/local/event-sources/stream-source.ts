import { setTimeout as sleep } from 'node:timers/promises';
import { openStream } from '../streams/stream-reader.ts';
import type { StreamMapping } from './definition.ts';
import type { Source } from './source.ts';
import { type StreamSourceOptions, startStreamShards } from './stream-shards.ts';

export interface StreamSource extends Source {
  /** Looks for records at once: something was written. */
  wake(): void;
}

/** Milliseconds between two looks at a stream of which nothing was heard. */
const idle = 250;
/** Records read at once, and how many may wait in all shards together before no more are read. */
const readLimit = 1000;
const waitingLimit = 50_000;

/**
 * Reads a table's stream for a function as Lambda does: in order within a shard, the shards independently of each
 * other. Across items nothing is in order, so that a function which leans on it fails here and not on the first busy
 * day.
 *
 * @throws LocalError when the engine has no stream of the table
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export async function startStreamSource(mapping: StreamMapping, options: StreamSourceOptions): Promise<StreamSource> {
  const { client, notify } = options;
  const streamArn = mapping.sourceArn;
  let open = true;
  let wake = Promise.withResolvers<void>();
  const shards = startStreamShards(mapping, options, () => open);
  const reopen = () => openStream({ ...mapping, client, streamArn, position: shards.position() });
  let reader = await reopen();
  const step = async () => {
    const records = shards.waiting < waitingLimit ? await reader.read(readLimit) : [];
    if (open) shards.add(records);
    if (records.length > 0) return;
    await Promise.race([wake.promise, sleep(idle, undefined, { ref: false })]);
    wake = Promise.withResolvers();
  };
  /** What follows is read with a new iterator: the old one may have ended. */
  const recover = async (error: unknown) => {
    if (open) notify({ from: `stream ${mapping.table}`, to: mapping.fn.name, what: `fails: ${error}` });
    await sleep(100, undefined, { ref: false });
    if (open) reader = await reopen().catch(() => reader);
  };
  const work = async () => {
    while (open) await step().catch(recover);
  };
  void work();
  return {
    wake: () => wake.resolve(),
    close: () => {
      open = false;
      wake.resolve();
      shards.close();
    },
  };
}

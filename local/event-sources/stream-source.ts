import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineClient } from '../dynamodb/client.ts';
import type { Checkpoints } from '../streams/checkpoints.ts';
import { openStream, type StreamPosition, type StreamReader, type StreamRecord } from '../streams/stream-reader.ts';
import type { StreamMapping } from './definition.ts';
import { lanes } from './lanes.ts';
import type { Source, SourceOptions } from './source.ts';
import { createStreamBatches } from './stream-batches.ts';

export interface StreamSourceOptions extends SourceOptions {
  readonly client: EngineClient;
  readonly checkpoints: Checkpoints;
}

export interface StreamSource extends Source {
  /** Looks for records at once: something was written. */
  wake(): void;
}

/** Milliseconds between two looks at a stream of which nothing was heard. */
const idle = 250;

/**
 * Reads a table's stream for a function as Lambda does: in order, a batch again until it succeeds or is given up.
 *
 * @throws LocalError when the engine has no stream of the table
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export async function startStreamSource(mapping: StreamMapping, options: StreamSourceOptions): Promise<StreamSource> {
  const { checkpoints, client, tell } = options;
  const streamArn = mapping.sourceArn;
  /** Read, but not done with. */
  const read: StreamRecord[] = [];
  const reopen = () => {
    const last = sequenceOf(read.at(-1)) ?? checkpoints.get(mapping.id);
    return openStream({ ...mapping, client, streamArn, position: positionOf(mapping, last) });
  };
  let reader = await reopen();
  let open = true;
  let wake = Promise.withResolvers<void>();
  const batches = createStreamBatches(mapping, reader.shardId, options, () => open);
  const step = async () => {
    await gather(reader, mapping, read);
    const last = sequenceOf(read.at(-1));
    if (last === undefined) {
      await Promise.race([wake.promise, sleep(idle, undefined, { ref: false })]);
      wake = Promise.withResolvers();
      return;
    }
    const wanted = read.filter(
      (record) => mapping.filters.length === 0 || mapping.filters.some((matches) => matches(record)),
    );
    // All of them end before any is done again: an item's records must not overtake each other.
    const ended = await Promise.allSettled(lanes(wanted, mapping.parallelization).map((lane) => batches.process(lane)));
    const broken = ended.find(({ status }) => status === 'rejected');
    if (broken?.status === 'rejected') throw broken.reason;
    if (!open) return;
    checkpoints.set(mapping.id, last);
    read.length = 0;
  };
  /** What was read is done again, what follows is read with a new iterator: the old one may have ended. */
  const recover = async (error: unknown) => {
    if (open) tell({ from: `stream ${mapping.table}`, to: mapping.fn.name, what: `fails: ${error}` });
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
    },
  };
}

function sequenceOf(record: StreamRecord | undefined): string | undefined {
  return record?.dynamodb.SequenceNumber;
}

function positionOf({ start }: StreamMapping, checkpoint: string | undefined): StreamPosition {
  if (checkpoint !== undefined) return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: checkpoint };
  return { type: start };
}

/** Fills one batch with what is there, or with a batching window with all until it is full or the window ends. */
async function gather(
  reader: StreamReader,
  { batchSize, batchingWindow, parallelization }: StreamMapping,
  read: StreamRecord[],
) {
  const most = Math.min(1000, batchSize * parallelization);
  if (read.length > 0) return;
  read.push(...(await reader.read(most)));
  const end = Date.now() + batchingWindow * 1000;
  while (read.length > 0 && read.length < most && Date.now() < end) {
    await sleep(20, undefined, { ref: false });
    read.push(...(await reader.read(most - read.length)));
  }
}

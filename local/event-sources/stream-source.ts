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
  const position = positionOf(mapping, options.checkpoints.get(mapping.id));
  const streamArn = mapping.sourceArn;
  const reader = await openStream({ ...mapping, client: options.client, streamArn, position });
  let open = true;
  let wake = Promise.withResolvers<void>();
  const batches = createStreamBatches(mapping, reader.shardId, options, () => open);
  const step = async () => {
    const records = await gather(reader, mapping);
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    if (last === undefined) {
      await Promise.race([wake.promise, sleep(idle, undefined, { ref: false })]);
      wake = Promise.withResolvers();
      return;
    }
    const wanted = records.filter(
      (record) => mapping.filters.length === 0 || mapping.filters.some((matches) => matches(record)),
    );
    await Promise.all(lanes(wanted, mapping.parallelization).map((lane) => batches.process(lane)));
    if (open) options.checkpoints.set(mapping.id, last);
  };
  const work = async () => {
    while (open) {
      await step().catch(async (error: unknown) => {
        if (open) options.tell({ from: `stream ${mapping.table}`, to: mapping.fn.name, what: `fails: ${error}` });
        await sleep(100, undefined, { ref: false });
      });
    }
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

function positionOf({ start }: StreamMapping, checkpoint: string | undefined): StreamPosition {
  if (checkpoint !== undefined) return { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: checkpoint };
  return { type: start };
}

/** One batch: what is there, or with a batching window all until it is full or the window ends. */
async function gather(reader: StreamReader, { batchSize, batchingWindow, parallelization }: StreamMapping) {
  const most = Math.min(1000, batchSize * parallelization);
  const records: StreamRecord[] = [...(await reader.read(most))];
  const end = Date.now() + batchingWindow * 1000;
  while (records.length > 0 && records.length < most && Date.now() < end) {
    await sleep(20, undefined, { ref: false });
    records.push(...(await reader.read(most - records.length)));
  }
  return records;
}

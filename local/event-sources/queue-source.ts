import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultDecisions } from '../faults/faults.ts';
import { isObject, list } from '../json.ts';
import type { QueueMapping } from './definition.ts';
import { createLater, type Later } from './later.ts';
import { invokeBatch, remove, settle, tellRecords } from './queue-batch.ts';
import { filterView, type QueueRecord, recordOf, withinPayload } from './queue-records.ts';
import type { QueueSourceOptions, Source } from './source.ts';

/**
 * Polls a queue for a function as Lambda does: what succeeded is deleted, what failed stays hidden until its
 * visibility timeout ends.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function startQueueSource(mapping: QueueMapping, options: QueueSourceOptions): Source {
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  const later = createLater<QueueRecord>();
  let open = true;
  const step = async () => {
    const due = later.take();
    if (due !== undefined) return deliver(due);
    const records = await Promise.race([gather(mapping, options, later.waiting), closed]);
    if (records === undefined || !open) return;
    if (records.length === 0 && later.waiting()) await sleep(10, undefined, { ref: false });
    for (const batch of withinPayload(hold(records, options.faults, later))) {
      const again = options.faults.duplicateAfter();
      if (again !== undefined) later.add(again, batch);
      await deliver(batch);
    }
  };
  const deliver = async (batch: readonly QueueRecord[]) => {
    tellRecords(mapping, options.tell, batch);
    const result = await invokeBatch(mapping, options, batch, () => open);
    if (open) await settle(mapping, options, batch, result);
  };
  const work = async () => {
    while (open) {
      await step().catch(async (error: unknown) => {
        if (open) options.tell({ from: `queue ${mapping.queue.name}`, to: mapping.fn.name, what: `fails: ${error}` });
        await sleep(100, undefined, { ref: false });
      });
    }
  };
  const { maxConcurrency = options.concurrency, fn } = mapping;
  const workers = Math.min(maxConcurrency, options.concurrency, fn.reservedConcurrency ?? options.concurrency);
  for (let worker = 0; worker < workers; worker++) void work();
  return {
    close: () => {
      open = false;
      close(undefined);
    },
  };
}

/** Receives one batch; with a batching window, until it is full or the window ends. */
async function gather(
  mapping: QueueMapping,
  options: QueueSourceOptions,
  busy: () => boolean,
): Promise<readonly QueueRecord[]> {
  const { batchSize, batchingWindow } = mapping;
  const records = [...(await receive(mapping, options, batchSize, busy() ? 0 : 20))];
  const end = Date.now() + batchingWindow * 1000;
  while (records.length > 0 && records.length < batchSize && Date.now() < end) {
    const more = await receive(mapping, options, batchSize - records.length, 0);
    records.push(...more);
    if (more.length === 0) await sleep(20, undefined, { ref: false });
  }
  return filtered(records, mapping, options);
}

async function receive(mapping: QueueMapping, { queues }: QueueSourceOptions, most: number, wait: number) {
  const { body } = await queues.call('ReceiveMessage', {
    QueueUrl: mapping.queue.url,
    MaxNumberOfMessages: Math.min(10, most),
    WaitTimeSeconds: wait,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return list(body.Messages)
    .filter(isObject)
    .map((message) => recordOf(message, mapping));
}

/** Messages that no filter wants are deleted, as by Lambda. */
async function filtered(records: readonly QueueRecord[], mapping: QueueMapping, options: QueueSourceOptions) {
  const { filters } = mapping;
  if (filters.length === 0) return records;
  const wanted = records.filter((record) => filters.some((matches) => matches(filterView(record))));
  await remove(
    records.filter((record) => !wanted.includes(record)),
    mapping,
    options,
  );
  return wanted;
}

/** Faults: the records in another order, some of them put off. */
function hold(
  records: readonly QueueRecord[],
  faults: FaultDecisions,
  later: Later<QueueRecord>,
): readonly QueueRecord[] {
  return faults.arrange(records).filter((record) => {
    const after = faults.holdFor();
    if (after !== undefined) later.add(after, [record]);
    return after === undefined;
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { isObject, list } from '../json.ts';
import { lazy } from '../lazy.ts';
import type { QueueMapping } from './definition.ts';
import { invokeBatch, notifyRecords, remove, repeat, settle } from './queue-batch.ts';
import { filterView, type QueueRecord, recordOf } from './queue-records.ts';
import type { QueueSourceOptions, Source } from './source.ts';
import { withinPayload } from './within-payload.ts';

/** Pollers without a batch that a process works on: Lambda begins with five too. */
const mostAhead = 5;

/**
 * Polls a queue for a function as Lambda does: what succeeded is deleted, what failed stays hidden until its
 * visibility timeout ends. Pollers become more as processes take their batches, up to the mapping's concurrency: so no
 * more than a few batches ever wait for a process, while their messages are hidden.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function startQueueSource(mapping: QueueMapping, options: QueueSourceOptions): Source {
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  const { concurrency, faults } = options;
  const most = Math.min(
    mapping.maxConcurrency ?? concurrency,
    mapping.fn.reservedConcurrency ?? concurrency,
    concurrency,
  );
  let open = true;
  let pollers = 0;
  /** Pollers that wait for messages or for a process. */
  let ahead = 0;
  const hire = () => {
    while (open && pollers < most && ahead < mostAhead) {
      pollers++;
      ahead++;
      void poll();
    }
  };
  const poll = async () => {
    do {
      await step().catch(async (error: unknown) => {
        if (open) options.notify({ from: `queue ${mapping.queue.name}`, to: mapping.fn.name, what: `fails: ${error}` });
        await sleep(100, undefined, { ref: false });
      });
    } while (open && ahead <= mostAhead);
    ahead--;
    pollers--;
  };
  const step = async () => {
    const records = await Promise.race([gather(mapping, options), closed]);
    if (records === undefined || !open) return;
    for (const batch of withinPayload(putOff(faults.arrange(records)))) await deliver(batch);
  };
  const deliver = async (batch: readonly QueueRecord[]) => {
    const busy = lazy(() => {
      ahead--;
      hire();
    });
    try {
      await deliverBatch(mapping, options, batch, busy, () => open);
    } finally {
      busy();
      ahead++;
    }
  };
  /** A fault: some records wait, so that later ones overtake them. */
  const putOff = (records: readonly QueueRecord[]) =>
    records.filter((record) => {
      const after = faults.holdFor();
      if (after === undefined) return true;
      setTimeout(() => void lateDelivery([record]), after).unref();
      return false;
    });
  const lateDelivery = async (batch: readonly QueueRecord[]) => {
    if (open)
      await deliverBatch(
        mapping,
        options,
        batch,
        () => {},
        () => open,
      ).catch(() => {});
  };
  hire();
  return {
    close: () => {
      open = false;
      close(undefined);
    },
  };
}

async function deliverBatch(
  mapping: QueueMapping,
  options: QueueSourceOptions,
  batch: readonly QueueRecord[],
  started: () => void,
  open: () => boolean,
): Promise<void> {
  notifyRecords(mapping, options.notify, batch);
  const repeated = await repeat(mapping, options, batch);
  const result = await invokeBatch(mapping, options, batch, { started, open });
  if (open()) await settle(mapping, options, batch, result, repeated);
}

/** Receives one batch; with a batching window, until it is full or the window ends. */
async function gather(mapping: QueueMapping, options: QueueSourceOptions): Promise<readonly QueueRecord[]> {
  const { batchSize, batchingWindow } = mapping;
  const records = [...(await receive(mapping, options, batchSize, 20))];
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

import { sqsClient } from '../aws/sqs.ts';
import { readEnvironment } from '../env.ts';
import { once } from '../once.ts';
import { lambdaRuntime, type Runtime } from '../operation.ts';
import { type MessageMetric, messageMetricWriter } from '../telemetry/message-metrics.ts';
import { sqsWorkQueue, type WorkQueue } from './work-queue.ts';

/** What a consumer runs on. */
export interface ConsumerRuntime {
  readonly log: Runtime['telemetry']['log'];
  readonly tracer: Runtime['telemetry']['tracer'];
  readonly metric: (metric: MessageMetric) => void;
  readonly queue: WorkQueue;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

/** Milliseconds: both attempts, the wait between them and a deletion fit into what a consumer's deadline leaves. */
export const reporting = { attempts: 2, attemptTimeout: 200 };

/** The runtime of a deployed consumer: its queue by QUEUE_URL and QUEUE_DLQ_URL, made at its first use. */
export const lambdaConsumerRuntime = once((): ConsumerRuntime => {
  const env = readEnvironment(['PENSTOCK_STAGE', 'QUEUE_URL', 'QUEUE_DLQ_URL']);
  const { telemetry, now } = lambdaRuntime();
  return {
    log: telemetry.log,
    tracer: telemetry.tracer,
    metric: messageMetricWriter(env.PENSTOCK_STAGE),
    queue: sqsWorkQueue(sqsClient(reporting, telemetry.tracer), {
      url: env.QUEUE_URL,
      deadLetterUrl: env.QUEUE_DLQ_URL,
    }),
    now,
    random: Math.random,
  };
});

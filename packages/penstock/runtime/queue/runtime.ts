import { sqsClient } from '../aws/sqs.ts';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { lazy } from '../lazy.ts';
import { type MessageMetric, messageMetricWriter } from '../telemetry/message-metrics.ts';
import { readQueueEnv } from './env.ts';
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

/**
 * Milliseconds: two attempts and the wait between them fit into what a consumer's deadline leaves. What failed sooner has
 * the rest of the invocation as well: a message that is not postponed stays hidden for the queue's whole visibility
 * timeout, a minute and more.
 */
export const reporting = { attempts: 6, attemptTimeout: 300 };

/**
 * One attempt, and all the time that the invocation has: a move that was given up may have taken effect, and would be
 * there again for each further one.
 */
export const deadLettering = { attempts: 1, attemptTimeout: 10_000 };

/** The runtime of a deployed consumer: its queue by QUEUE_URL and QUEUE_DLQ_URL, made at its first use. */
export const lambdaConsumerRuntime = lazy((): ConsumerRuntime => {
  const env = readQueueEnv();
  const { telemetry, now } = lambdaRuntime();
  return {
    log: telemetry.log,
    tracer: telemetry.tracer,
    metric: messageMetricWriter({ namespace: env.POWERTOOLS_METRICS_NAMESPACE, stage: env.PENSTOCK_STAGE }),
    queue: sqsWorkQueue(
      sqsClient(reporting, telemetry.tracer),
      lazy(() => sqsClient(deadLettering, telemetry.tracer)),
      {
        url: env.QUEUE_URL,
        deadLetterUrl: env.QUEUE_DLQ_URL,
      },
    ),
    now,
    random: Math.random,
  };
});

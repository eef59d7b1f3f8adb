import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from '../runtime/consumer-contract.ts';
import type { ValidationError, Validator } from '../runtime/operation-contract.ts';
import type { DeadLetterCause } from '../runtime/queue/dead-letter.ts';
import type { ConsumerRuntime } from '../runtime/queue/runtime.ts';
import type { MessageMetric } from '../runtime/telemetry/message-metrics.ts';
import { recordingRuntime } from './operation-runtime.ts';

/** Accepts what has a string in its data's `name`. */
export const namedEvent: Validator<unknown> = Object.assign(
  (value: unknown): value is unknown => {
    const fits = typeof (value as { data?: { name?: unknown } }).data?.name === 'string';
    namedEvent.errors = fits ? null : [{ instancePath: '/data/name', keyword: 'type', params: { type: 'string' } }];
    return fits;
  },
  { errors: null as readonly ValidationError[] | null },
);

export interface NamedEvent {
  readonly id: string;
  readonly data: { readonly name: string };
}

export const contract: ConsumerContract<NamedEvent> = {
  name: 'greet',
  queue: 'greetings',
  deadline: 1000,
  timeout: 2,
  batchSize: 10,
  maxConcurrency: 2,
  retryWindow: 3600,
  backoff: { base: 1, cap: 300 },
  maxReceiveCount: 35,
  visibilityTimeout: 12,
  ageObjective: 60,
  fair: false,
  events: { 'test.person.met.v1': namedEvent },
};

export const event = (over: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: 'e-1',
  source: '/penstock/test',
  type: 'test.person.met.v1',
  subject: 'p-1',
  tenant: 'acme',
  correlationid: 'c-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: { name: 'Ada' },
  ...over,
});

export interface MessageOptions {
  readonly attempt?: number;
  readonly sentAt?: number;
  readonly group?: string;
}

/** A message as the event source hands it to a function; a body that is no text is sent as JSON. */
export function message(body: unknown, { attempt = 1, sentAt = Date.now(), group }: MessageOptions = {}): SQSRecord {
  return {
    messageId: randomUUID(),
    receiptHandle: `receipt-${randomUUID()}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(attempt),
      SentTimestamp: String(sentAt),
      SenderId: 'test',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      ...(group !== undefined && { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:penstock-test-greetings',
    awsRegion: 'eu-west-1',
  };
}

/** A consumer's runtime that keeps what it is told; chance is always in the middle. */
export function recordingConsumer(now: () => number = Date.now) {
  const { runtime, lines } = recordingRuntime(now);
  const deadLettered: { message: SQSRecord; cause: DeadLetterCause }[] = [];
  const postponed: { message: SQSRecord; seconds: number }[] = [];
  const metrics: MessageMetric[] = [];
  const consumerRuntime: ConsumerRuntime = {
    log: runtime.telemetry.log,
    tracer: runtime.telemetry.tracer,
    metric: (metric) => metrics.push(metric),
    queue: {
      moveToDeadLetterQueue: async (message, cause) => {
        deadLettered.push({ message, cause });
      },
      postpone: async (message, seconds) => {
        postponed.push({ message, seconds });
      },
    },
    now,
    random: () => 0.5,
  };
  return { runtime: consumerRuntime, lines, metrics, deadLettered, postponed };
}

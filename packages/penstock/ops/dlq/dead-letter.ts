import type { Message } from '@aws-sdk/client-sqs';

/** A message that waits for a person, and what is known of how it came here. */
export interface DeadLetter {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** Of a fair queue. */
  readonly group?: string;
  /** When it first came to its queue. */
  readonly sentAt: Date;
  /** When this queue, or the one that SQS moved it from, took it. */
  readonly enteredAt: Date;
  /**
   * `receive-count` where SQS itself moved it: its consumer crashed, or never answered. `unknown` where whoever sent it
   * says nothing.
   */
  readonly reason: string;
  readonly detail?: string;
  readonly consumer?: string;
  readonly attempts?: number;
  readonly event: EventSummary;
  /** Of an event that the bus could not deliver: where to. */
  readonly targetArn?: string;
}

/** The members of an event that a person looks for. Any may be absent: the message may be no event at all. */
export interface EventSummary {
  readonly id?: string;
  readonly type?: string;
  readonly correlationId?: string;
  readonly tenant?: string;
}

export function readDeadLetter(message: Message): DeadLetter {
  const system = message.Attributes ?? {};
  const movedBySqs = system.DeadLetterQueueSourceArn !== undefined;
  // A move task leaves a message its attributes: once SQS has moved it here, they tell of a time before.
  const attributes = movedBySqs ? {} : (message.MessageAttributes ?? {});
  const attribute = (name: string) => attributes[name]?.StringValue;
  const body = message.Body ?? '';
  const enteredAt = new Date(Number(system.SentTimestamp ?? 0));
  const content = parsed(body);
  const sentAt = attribute('sentAt');
  const attempts = attribute('attempts') ?? attribute('RETRY_ATTEMPTS');
  return {
    id: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body,
    sentAt: sentAt === undefined ? enteredAt : new Date(sentAt),
    enteredAt,
    reason: movedBySqs
      ? 'receive-count'
      : (attribute('reason') ?? attribute('ERROR_CODE') ?? relayCondition(content) ?? 'unknown'),
    event: summaryOf(content),
    ...defined({
      group: system.MessageGroupId,
      detail: attribute('detail') ?? attribute('ERROR_MESSAGE'),
      consumer: attribute('consumer'),
      attempts: attempts === undefined ? undefined : Number(attempts),
      targetArn: attribute('TARGET_ARN'),
    }),
  };
}

/** What Lambda says of a batch of the stream that it gave up: `RetryAttemptsExhausted`, `RecordAgeExceeded`. */
function relayCondition(content: Content): string | undefined {
  return textOf(objectOf(content.requestContext).condition);
}

/** The request for a delivery, itself a CloudEvent whose data carries the event that is delivered. */
const delivery = 'webhooks.delivery.requested.v1';

/** A CloudEvent, the CloudEvent in an event of the bus, or the one that a delivery carries. */
function summaryOf(content: Content): EventSummary {
  const sent = content['detail-type'] === undefined ? content : objectOf(content.detail);
  const { event: carried } = objectOf(sent.data);
  const event = sent.type === delivery && carried !== undefined ? objectOf(carried) : sent;
  return defined({
    id: textOf(event.id),
    type: textOf(event.type),
    correlationId: textOf(event.correlationid),
    tenant: textOf(event.tenant),
  });
}

type Content = Readonly<Record<string, unknown>>;

function parsed(body: string): Content {
  try {
    return objectOf(JSON.parse(body));
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): Content => (typeof value === 'object' && value !== null ? (value as Content) : {});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<Members>;
}

import type { SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from '../consumer-contract.ts';
import { PermanentError } from '../core/failures.ts';
import { bodyFindings } from '../core/findings.ts';
import type { Validator } from '../operation-contract.ts';

/**
 * Bytes, less than which the bus takes in one event.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export const MAX_EVENT_BYTES = 262_144;
const SHOWN_FINDINGS = 3;

/** The members of an event that the runtime itself looks at. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
  readonly tenant?: string;
  readonly correlationid?: string;
  readonly traceparent?: string;
}

/** One message's way through the queue. */
export interface MessageReceipt {
  readonly messageId: string;
  /** How often the message was received, this time included. */
  readonly attempt: number;
  /** Milliseconds since the epoch: when the message arrived. */
  readonly sentAt: number;
}

export const receiptOf = ({ messageId, attributes }: SQSRecord): MessageReceipt => ({
  messageId,
  attempt: Number(attributes.ApproximateReceiveCount),
  sentAt: Number(attributes.SentTimestamp),
});

/**
 * The event in a message, checked against the contract of its type.
 * Throws a PermanentError that says what is wrong with it, and never quotes it.
 */
export function readEvent({ events }: Pick<ConsumerContract, 'events'>, body: string): Envelope {
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_EVENT_BYTES) {
    throw new PermanentError('oversize', `The event has ${bytes} bytes; at most ${MAX_EVENT_BYTES} are allowed`);
  }
  const event = parse(body);
  if (!isCloudEvent(event)) throw new PermanentError('malformed', 'The message is not a CloudEvent 1.0 in JSON');
  const validate = Object.hasOwn(events, event.type) ? events[event.type] : undefined;
  if (validate === undefined) throw unknownType(event.type, Object.keys(events));
  const wrong = invalidity(validate, event);
  if (wrong !== undefined) throw new PermanentError('invalid', wrong);
  return event;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new PermanentError('malformed', 'The message is not JSON');
  }
}

function isCloudEvent(value: unknown): value is Envelope {
  const { specversion, id, type }: Record<string, unknown> = Object(value);
  return specversion === '1.0' && typeof id === 'string' && typeof type === 'string';
}

function unknownType(type: string, known: readonly string[]): PermanentError {
  const shown = JSON.stringify(type.slice(0, 128));
  const sameName = known.some((other) => nameOf(other) === nameOf(type));
  return sameName
    ? new PermanentError('unknown-version', `No version ${shown} is known here; known: ${known.join(', ')}`)
    : new PermanentError('unknown-type', `No event ${shown} is known here; known: ${known.join(', ')}`);
}

const nameOf = (type: string): string => type.replace(/\.v\d{1,9}$/, '');

/** What is wrong with an event by its schema, without a word of its own; undefined when nothing is. */
export function invalidity(validate: Validator<unknown>, event: unknown): string | undefined {
  if (validate(event)) return undefined;
  const findings = bodyFindings((validate.errors ?? []).slice(0, SHOWN_FINDINGS));
  const list = findings.map(({ detail, ...place }) => `${Object.values(place).join()} ${detail}`);
  return `The event does not fit its schema: ${list.join('; ')}`;
}

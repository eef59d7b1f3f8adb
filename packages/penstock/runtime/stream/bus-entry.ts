import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { toSqsJson } from '../aws/sqs-text.ts';
import type { CloudEvent } from '../outbox/cloud-event.ts';
import { MAX_EVENT_BYTES } from '../queue/message.ts';
import { toTracingHeader } from '../telemetry/traceparent.ts';
import type { Unpublishable } from './publication.ts';
import { uncarriedText } from './uncarried-text.ts';

/** Bytes that an entry's time counts for. */
const TIME_BYTES = 14;

/** An event as PutEvents takes it. */
export interface BusEntry {
  readonly id: string;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

/** Where events go, and the source that the rules of the bus know them by. */
export interface BusPlace {
  readonly busName: string;
  readonly source: string;
}

/** The whole CloudEvent as the detail of an entry; or why no bus could bring it to a queue. */
export function busEntryOf(event: CloudEvent, { busName, source }: BusPlace): BusEntry | Unpublishable {
  const uncarried = uncarriedText(event);
  if (uncarried !== undefined) return { reason: 'uncarried-character', detail: `The event's ${uncarried}` };
  const { id, type, time, traceparent } = event;
  const Time = new Date(time);
  if (Number.isNaN(Time.getTime())) return { reason: 'invalid', detail: `The event's time is no date: ${time}` };
  const Detail = toSqsJson(event);
  const TraceHeader = toTracingHeader(traceparent);
  const entry = {
    EventBusName: busName,
    Source: source,
    DetailType: type,
    Detail,
    Time,
    ...(TraceHeader !== undefined && { TraceHeader }),
  };
  const bytes = TIME_BYTES + Buffer.byteLength(source) + Buffer.byteLength(type) + Buffer.byteLength(Detail);
  if (bytes < MAX_EVENT_BYTES) return { id, entry, bytes };
  return { reason: 'oversize', detail: `The event has ${bytes} bytes; less than ${MAX_EVENT_BYTES} are allowed` };
}

import type { CallContext } from '../core/call.ts';

/** Which request writes something, and when. */
export interface Stamp {
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** Of one request only, however often its write is tried: what asks again finds its own. */
  readonly requestId: string;
  readonly correlationId: string;
  /** W3C Trace Context of the request. */
  readonly traceparent?: string;
}

/** The event of an item's last change, kept in the item itself: what the relay publishes. */
export interface EventMark<Type extends string = string> {
  readonly type: Type;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** What every item with receipts and an outbox has beside its context's own. */
export interface StoredItem {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of the request that created it. */
  readonly fingerprint: string;
  readonly event: EventMark;
  /** Of the request that wrote this version. */
  readonly requestId: string;
  readonly correlationId: string;
}

export const eventMark = <Type extends string>(
  type: Type,
  { correlationId, traceparent }: Pick<Stamp, 'correlationId' | 'traceparent'>,
): EventMark<Type> => ({ type, correlationId, ...(traceparent !== undefined && { traceparent }) });

export interface Creation {
  readonly tenant: string;
  /** Deterministic: the same tenant, operation and key always give the same one. */
  readonly id: string;
  readonly fingerprint: string;
  readonly stamp: Stamp;
}

/** The first version of an item. */
export const created = <Type extends string>({ tenant, id, fingerprint, stamp }: Creation, type: Type) => ({
  tenant,
  id,
  version: 1,
  createdAt: stamp.at,
  updatedAt: stamp.at,
  fingerprint,
  requestId: stamp.requestId,
  correlationId: stamp.correlationId,
  event: eventMark(type, stamp),
});

/** The next version of an item, as the store would write it. */
export const advanced = <Entity extends StoredItem, Type extends Entity['event']['type']>(
  stored: Entity,
  stamp: Stamp,
  type: Type,
): Entity => ({
  ...stored,
  version: stored.version + 1,
  updatedAt: stamp.at,
  requestId: stamp.requestId,
  correlationId: stamp.correlationId,
  event: eventMark(type, stamp),
});

/**
 * Who writes, and when. API Gateway lets a client choose the id of its request (`x-amzn-RequestId`): two changes under
 * one such id would take each other's write for their own, so the stamp has the id of the invocation.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export const stampOf = ({
  now,
  invocationId,
  correlationId,
  traceparent,
}: Pick<CallContext, 'now' | 'invocationId' | 'correlationId' | 'traceparent'>): Stamp => ({
  at: now.toISOString(),
  requestId: invocationId,
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
});

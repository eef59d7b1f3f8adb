/** An event as it is published: CloudEvents 1.0 in JSON, with the extensions that every event of a contract has. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: string;
  readonly tenant: string;
  readonly correlationid: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
  readonly data: unknown;
}

/** What an item with an outbox says of its last change. */
export interface OutboxItem {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly event: { readonly type: string; readonly correlationId: string; readonly traceparent?: string };
}

/**
 * The event that an item carries, with the data that its context gives it. Its id names the item and the version that
 * the change made, so publishing it again makes no second event. Throws when the item has no such event.
 */
export function outboxEvent({ id, version, updatedAt, tenant, event }: OutboxItem, source: string, data: unknown) {
  const { type, correlationId, traceparent } = event;
  return {
    specversion: '1.0',
    id: `${id}_${version}`,
    source,
    type,
    subject: id,
    time: updatedAt,
    datacontenttype: 'application/json',
    tenant,
    correlationid: correlationId,
    ...(traceparent !== undefined && { traceparent }),
    data,
  } satisfies CloudEvent;
}

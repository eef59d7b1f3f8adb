/** An event as subscribers get it: a CloudEvent (1.0, in JSON). Its `id` has no full stop, for it is part of what is signed. */
export interface WebhookEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Whose endpoints get it. */
  readonly tenant: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: object;
}

/** What asks for one event to be sent to one endpoint: its `id` names the request, its `time` is when it was made. */
export interface DeliveryMessage extends Omit<WebhookEvent, 'data'> {
  readonly data: { readonly endpointId: string; readonly deliveryId: string; readonly event: WebhookEvent };
}

// The client of Orders 1.0.0, generated from its contract by `npm run client`. Do not edit it.
// biome-ignore-all lint: it is generated
/* eslint-disable */
import * as core from 'penstock-client';

// What has the same name here is that of the contract.
export * from 'penstock-client';

/**
 * An ISO 4217 code.
 */
export type Currency =
  | 'AED'
  | 'AFN'
  | 'ALL'
  | 'AMD'
  | 'AOA'
  | 'ARS'
  | 'AUD'
  | 'AWG'
  | 'AZN'
  | 'BAM'
  | 'BBD'
  | 'BDT'
  | 'BHD'
  | 'BIF'
  | 'BMD'
  | 'BND'
  | 'BOB'
  | 'BRL'
  | 'BSD'
  | 'BTN'
  | 'BWP'
  | 'BYN'
  | 'BZD'
  | 'CAD'
  | 'CDF'
  | 'CHF'
  | 'CLP'
  | 'CNY'
  | 'COP'
  | 'CRC'
  | 'CUP'
  | 'CVE'
  | 'CZK'
  | 'DJF'
  | 'DKK'
  | 'DOP'
  | 'DZD'
  | 'EGP'
  | 'ERN'
  | 'ETB'
  | 'EUR'
  | 'FJD'
  | 'FKP'
  | 'GBP'
  | 'GEL'
  | 'GHS'
  | 'GIP'
  | 'GMD'
  | 'GNF'
  | 'GTQ'
  | 'GYD'
  | 'HKD'
  | 'HNL'
  | 'HTG'
  | 'HUF'
  | 'IDR'
  | 'ILS'
  | 'INR'
  | 'IQD'
  | 'IRR'
  | 'ISK'
  | 'JMD'
  | 'JOD'
  | 'JPY'
  | 'KES'
  | 'KGS'
  | 'KHR'
  | 'KMF'
  | 'KPW'
  | 'KRW'
  | 'KWD'
  | 'KYD'
  | 'KZT'
  | 'LAK'
  | 'LBP'
  | 'LKR'
  | 'LRD'
  | 'LSL'
  | 'LYD'
  | 'MAD'
  | 'MDL'
  | 'MGA'
  | 'MKD'
  | 'MMK'
  | 'MNT'
  | 'MOP'
  | 'MRU'
  | 'MUR'
  | 'MVR'
  | 'MWK'
  | 'MXN'
  | 'MYR'
  | 'MZN'
  | 'NAD'
  | 'NGN'
  | 'NIO'
  | 'NOK'
  | 'NPR'
  | 'NZD'
  | 'OMR'
  | 'PAB'
  | 'PEN'
  | 'PGK'
  | 'PHP'
  | 'PKR'
  | 'PLN'
  | 'PYG'
  | 'QAR'
  | 'RON'
  | 'RSD'
  | 'RUB'
  | 'RWF'
  | 'SAR'
  | 'SBD'
  | 'SCR'
  | 'SDG'
  | 'SEK'
  | 'SGD'
  | 'SHP'
  | 'SLE'
  | 'SOS'
  | 'SRD'
  | 'SSP'
  | 'STN'
  | 'SVC'
  | 'SYP'
  | 'SZL'
  | 'THB'
  | 'TJS'
  | 'TMT'
  | 'TND'
  | 'TOP'
  | 'TRY'
  | 'TTD'
  | 'TWD'
  | 'TZS'
  | 'UAH'
  | 'UGX'
  | 'USD'
  | 'UYU'
  | 'UZS'
  | 'VED'
  | 'VES'
  | 'VND'
  | 'VUV'
  | 'WST'
  | 'XAF'
  | 'XCD'
  | 'XCG'
  | 'XOF'
  | 'XPF'
  | 'YER'
  | 'ZAR'
  | 'ZMW'
  | 'ZWG';
export type Sku = string;
/**
 * @minItems 1
 * @maxItems 100
 */
export type Items = Item[];
/**
 * The caller's own name for the order.
 */
export type Reference = string;
export type OrderStatus = 'pending' | 'paid' | 'payment_failed' | 'cancelled';
export type OrderId = string;
/**
 * `*`, or entity tags between commas. The gateway takes 10,240 bytes of headers in all.
 */
export type EntityTags = string;
/**
 * @minItems 1
 * @maxItems 100
 */
export type ItemsV2 = ItemV2[];
/**
 * An https address that the public internet reaches, without a user, a password or a fragment.
 */
export type WebhookUrl = string;
/**
 * A type, or every type and version under a prefix (`orders.order.*`), or everything (`*`), those of later days included.
 */
export type WebhookEventFilter =
  | 'orders.order.placed.v1'
  | 'orders.order.updated.v1'
  | 'orders.order.cancelled.v1'
  | 'orders.order.paid.v1'
  | 'orders.order.payment_failed.v1'
  | 'orders.order.*'
  | '*';
/**
 * The events to be told of.
 *
 * @minItems 1
 * @maxItems 20
 */
export type WebhookEvents = WebhookEventFilter[];
/**
 * The caller's own words about the endpoint.
 */
export type WebhookDescription = string;
export type WebhookEndpointId = string;
export type WebhookDeliveryId = string;
/**
 * RFC 3339, UTC, with milliseconds.
 */
export type Timestamp = string;
/**
 * The cursor of the next page; null on the last one.
 */
export type NextCursor = string | null;
/**
 * An endpoint that answers 410 is disabled; nothing is sent to it.
 */
export type WebhookEndpointStatus = 'enabled' | 'disabled';
/**
 * What deliveries are signed with (Standard Webhooks). Shown for an hour by the operation that made it, and nowhere else.
 */
export type WebhookSecret = string;
/**
 * The id of an event, which the subscriber gets as webhook-id.
 */
export type WebhookEventId = string;
/**
 * What happened, and the version of what is said about it.
 */
export type WebhookEventType =
  | 'orders.order.placed.v1'
  | 'orders.order.updated.v1'
  | 'orders.order.cancelled.v1'
  | 'orders.order.paid.v1'
  | 'orders.order.payment_failed.v1';

export interface NewOrder {
  currency: Currency;
  items: Items;
  reference?: Reference;
}
export interface Item {
  sku: Sku;
  quantity: number;
  /**
   * In minor units of the currency.
   */
  unitPrice: number;
}
export interface OrderPatch {
  items?: Items;
  /**
   * The caller's own name for the order; null removes it.
   */
  reference?: string | null;
}
/**
 * Takes no members today.
 */
export interface Cancellation {}
/**
 * The currency is the same in all prices.
 */
export interface NewOrderV2 {
  items: ItemsV2;
  reference?: Reference;
}
export interface ItemV2 {
  sku: Sku;
  quantity: number;
  unitPrice: Money;
}
export interface Money {
  /**
   * In minor units of the currency.
   */
  amount: number;
  currency: Currency;
}
export interface NewWebhookEndpoint {
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
}
export interface Order {
  id: OrderId;
  status: OrderStatus;
  currency: Currency;
  /**
   * The sum of quantity times unitPrice, in minor units.
   */
  total: number;
  items: Items;
  reference?: Reference;
  version: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}
export interface OrderPage {
  /**
   * @maxItems 100
   */
  items: Order[];
  nextCursor: NextCursor;
}
export interface OrderV2 {
  id: OrderId;
  status: OrderStatus;
  total: Total;
  items: ItemsV2;
  reference?: Reference;
  version: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}
export interface Total {
  /**
   * In minor units of the currency.
   */
  amount: number;
  currency: Currency;
}
export interface CreatedWebhookEndpoint {
  id: WebhookEndpointId;
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
  status: WebhookEndpointStatus;
  createdAt: Timestamp;
  secret?: WebhookSecret;
}
export interface WebhookEndpointPage {
  /**
   * @maxItems 100
   */
  items: WebhookEndpoint[];
  nextCursor: NextCursor;
}
export interface WebhookEndpoint {
  id: WebhookEndpointId;
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
  status: WebhookEndpointStatus;
  createdAt: Timestamp;
}
export interface RotatedWebhookEndpoint {
  id: WebhookEndpointId;
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
  status: WebhookEndpointStatus;
  createdAt: Timestamp;
  secret?: WebhookSecret;
  /**
   * RFC 3339, UTC, with milliseconds.
   */
  previousSecretExpiresAt: string;
}
export interface WebhookDeliveryPage {
  /**
   * @maxItems 100
   */
  items: WebhookDelivery[];
  nextCursor: NextCursor;
}
export interface WebhookDelivery {
  id: WebhookDeliveryId;
  eventId: WebhookEventId;
  eventType: WebhookEventType;
  /**
   * Pending until an attempt succeeds or none will follow.
   */
  status: 'pending' | 'delivered' | 'failed';
  /**
   * The latest ones, oldest first; none while the delivery waits for an endpoint that is paused.
   *
   * @maxItems 20
   */
  attempts: WebhookAttempt[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
}
export interface WebhookAttempt {
  at: Timestamp;
  /**
   * Milliseconds.
   */
  duration: number;
  /**
   * The HTTP status that the subscriber answered; absent when it did not answer.
   */
  status?: number;
  /**
   * Why the attempt failed; absent when it succeeded.
   */
  error?: string;
}
export interface Health {
  status: 'ok';
  version: string;
  region: string;
}
export interface CreateOrderInput {
  body: NewOrder;
}
export interface ListOrdersInput {
  /**
   * How many to return at the most.
   */
  limit?: number | undefined;
  /**
   * The nextCursor of the page before.
   */
  cursor?: string | undefined;
  /**
   * Only orders in this status.
   */
  status?: OrderStatus | undefined;
}
export interface GetOrderInput {
  /**
   * The id that placing the order returned.
   */
  orderId: OrderId;
  /**
   * The ETags that the caller holds, or `*` (RFC 9110, 13.1.2); a match is answered with 304.
   */
  ifNoneMatch?: EntityTags | undefined;
}
export interface UpdateOrderInput {
  /**
   * The id that placing the order returned.
   */
  orderId: OrderId;
  /**
   * The ETag of the version to change, or `*`, or a list of ETags (RFC 9110, 13.1.1). Required; without it the answer is 428.
   */
  ifMatch?: EntityTags | undefined;
  body: OrderPatch;
}
export interface WatchOrderInput {
  /**
   * The id that placing the order returned.
   */
  orderId: OrderId;
}
export interface CancelOrderInput {
  /**
   * The id that placing the order returned.
   */
  orderId: OrderId;
  body?: Cancellation | undefined;
}
export interface CreateOrderV2Input {
  body: NewOrderV2;
}
export interface CreateWebhookEndpointInput {
  body: NewWebhookEndpoint;
}
export interface ListWebhookEndpointsInput {
  /**
   * How many to return at the most.
   */
  limit?: number | undefined;
  /**
   * The nextCursor of the page before.
   */
  cursor?: string | undefined;
}
export interface DeleteWebhookEndpointInput {
  /**
   * The id that creating the endpoint returned.
   */
  endpointId: WebhookEndpointId;
}
export interface RotateWebhookSecretInput {
  /**
   * The id that creating the endpoint returned.
   */
  endpointId: WebhookEndpointId;
}
export interface ListWebhookDeliveriesInput {
  /**
   * The id that creating the endpoint returned.
   */
  endpointId: WebhookEndpointId;
  /**
   * How many to return at the most.
   */
  limit?: number | undefined;
  /**
   * The nextCursor of the page before.
   */
  cursor?: string | undefined;
}
export interface RedeliverWebhookInput {
  /**
   * The id that creating the endpoint returned.
   */
  endpointId: WebhookEndpointId;
  /**
   * The id of a delivery as it is listed.
   */
  deliveryId: WebhookDeliveryId;
}
/**
 * The order as it was cancelled. It was pending or its payment had failed.
 */
export interface OrdersOrderCancelledV1Data {
  order: Order;
}
/**
 * The order as it was paid.
 */
export interface OrdersOrderPaidV1Data {
  order: Order;
  /**
   * The payment provider's id of the charge. An order that costs nothing has none.
   */
  charge?: string;
}
/**
 * The order as its payment was declined or refused. It may be cancelled.
 */
export interface OrdersOrderPaymentFailedV1Data {
  order: Order;
  /**
   * Why the payment provider declined or refused, in its own words.
   */
  reason: string;
}
/**
 * The order as it was placed. Its payment is due.
 */
export interface OrdersOrderPlacedV1Data {
  order: Order;
}
/**
 * The order as it is after the change. It is still pending.
 */
export interface OrdersOrderUpdatedV1Data {
  order: Order;
}

/** The operations, each a function. Failures are thrown: `isProblem` says which answers they are. */
export interface Api {
  /**
   * Place an order, with prices as numbers.
   *
   * The same key with the same body is the same order: the first answer comes again, with Idempotent-Replayed. The
   * same key with another body is refused with 422. `POST /v2/orders` takes its place: a key names the same order
   * there, so a client may change over between two attempts.
   *
   * @deprecated Since 2026-12-01. Its last day is 2027-11-30. Call {@link createOrderV2} in its place.
   */
  createOrder(
    input: CreateOrderInput,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<Order, 201> & core.Versioned>;

  /**
   * List orders, newest first.
   *
   * Lists are read from an index that follows the orders with a short delay; an order just placed may be missing for
   * a moment.
   */
  readonly listOrders: core.PagedOperation<
    [input?: ListOrdersInput, options?: core.CallOptions],
    core.CallResult<OrderPage, 200>
  >;

  /** Read an order. */
  getOrder(
    input: GetOrderInput & { readonly ifNoneMatch?: undefined },
    options?: core.CallOptions,
  ): Promise<core.CallResult<Order, 200> & core.Versioned>;
  getOrder(
    input: GetOrderInput,
    options?: core.CallOptions,
  ): Promise<(core.CallResult<Order, 200> & core.Versioned) | core.NotModified>;

  /**
   * Change a pending order.
   *
   * A JSON merge patch (RFC 7396): a member that is absent stays, `reference` set to null is removed, `items` are
   * replaced as a whole. If-Match names the version that the caller saw.
   */
  updateOrder(
    input: UpdateOrderInput,
    options?: core.CallOptions,
  ): Promise<core.CallResult<Order, 200> & core.Versioned>;

  /**
   * Watch an order.
   *
   * Server-sent events: the order as it is, then each change of it, until it is paid or cancelled. The id of an event
   * is the version; a client that comes again with it as Last-Event-ID goes on after it. A version that lasts less
   * than some seconds may be passed over. A stream ends after 40 seconds at the latest, also while there is more to
   * come.
   */
  watchOrder(
    input: WatchOrderInput,
    options?: core.StreamOptions,
  ): AsyncGenerator<core.StreamEvent<Order>, void, undefined>;

  /**
   * Cancel an order that is pending or whose payment failed.
   *
   * The key is scoped to the order it cancels: sent again, the first answer comes again, with Idempotent-Replayed.
   */
  cancelOrder(
    input: CancelOrderInput,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<Order, 200> & core.Versioned>;

  /**
   * Place an order.
   *
   * The same key with the same body is the same order: the first answer comes again, with Idempotent-Replayed. The
   * same key with another body is refused with 422. Amounts are objects of minor units and a currency, which is the
   * same in the whole order. A key that placed an order by `POST /v1/orders` names that order here.
   */
  createOrderV2(
    input: CreateOrderV2Input,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<OrderV2, 201> & core.Versioned>;

  /**
   * Be told of events at an address.
   *
   * The answer holds the secret that deliveries are signed with. The same key with the same body is the same
   * endpoint: the first answer comes again, with Idempotent-Replayed. It holds the secret for an hour after the
   * creation, while no rotation has replaced it, and not after that. Once the endpoint is deleted its key is answered
   * with 410.
   */
  createWebhookEndpoint(
    input: CreateWebhookEndpointInput,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<CreatedWebhookEndpoint, 201>>;

  /** List the endpoints, newest first. */
  readonly listWebhookEndpoints: core.PagedOperation<
    [input?: ListWebhookEndpointsInput, options?: core.CallOptions],
    core.CallResult<WebhookEndpointPage, 200>
  >;

  /**
   * Be told no longer.
   *
   * What is on its way to the endpoint may still arrive; nothing is sent to it after that. Its secrets are erased.
   */
  deleteWebhookEndpoint(
    input: DeleteWebhookEndpointInput,
    options?: core.CallOptions,
  ): Promise<core.CallResult<undefined, 204>>;

  /**
   * Replace the secret of an endpoint.
   *
   * The answer holds a new secret. For 24 hours deliveries carry the signatures of both, the new one's first; then
   * the replaced secret signs nothing more and is erased. Rotating again within that time drops the older of the two
   * at once: two secrets sign at the most. The key is scoped to the endpoint, which remembers its last 20: a repeat
   * changes nothing and is answered with Idempotent-Replayed, and with the secret for an hour, while the secret still
   * signs.
   */
  rotateWebhookSecret(
    input: RotateWebhookSecretInput,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<RotatedWebhookEndpoint, 200>>;

  /**
   * List the deliveries to an endpoint with their attempts, newest first.
   *
   * Each is retained for at least thirty days after its last attempt.
   */
  readonly listWebhookDeliveries: core.PagedOperation<
    [input: ListWebhookDeliveriesInput, options?: core.CallOptions],
    core.CallResult<WebhookDeliveryPage, 200>
  >;

  /**
   * Deliver an event again.
   *
   * Under the same webhook-id, by which a subscriber knows what it has had. The key is scoped to the delivery, which
   * remembers its last 20: a repeat asks for nothing more and is answered with the delivery as it stands by then, and
   * Idempotent-Replayed. Repeats at the same instant may deliver twice.
   */
  redeliverWebhook(
    input: RedeliverWebhookInput,
    options?: core.KeyedCallOptions,
  ): Promise<core.CallResult<WebhookDelivery, 202>>;

  /**
   * Whether this region answers.
   *
   * Shallow, for health checks. It says which version and region answered and touches no dependency.
   */
  getHealth(input?: Record<never, never>, options?: core.CallOptions): Promise<core.CallResult<Health, 200>>;
}

/** The types of problems by the status that they come with. */
export interface ProblemTypes {
  readonly 400:
    | 'urn:penstock:problem:bad-request'
    | 'urn:penstock:problem:malformed-json'
    | 'urn:penstock:problem:invalid-parameter'
    | 'urn:penstock:problem:idempotency-key-invalid';
  readonly 401: 'urn:penstock:problem:unauthorized';
  readonly 403: 'urn:penstock:problem:forbidden';
  readonly 404: 'urn:penstock:problem:not-found';
  readonly 409: 'urn:penstock:problem:invalid-state';
  readonly 410: 'urn:penstock:problem:gone';
  readonly 412: 'urn:penstock:problem:precondition-failed';
  readonly 413: 'urn:penstock:problem:payload-too-large';
  readonly 415: 'urn:penstock:problem:unsupported-media-type';
  readonly 422: 'urn:penstock:problem:validation' | 'urn:penstock:problem:idempotency-key-reused';
  readonly 428: 'urn:penstock:problem:precondition-required';
  readonly 429:
    | 'urn:penstock:problem:budget-exceeded'
    | 'urn:penstock:problem:too-many-requests'
    | 'urn:penstock:problem:quota-exceeded';
  readonly 500: 'urn:penstock:problem:internal-error';
  readonly 503: 'urn:penstock:problem:service-unavailable';
  readonly 504: 'urn:penstock:problem:deadline-exceeded';
}

/** The statuses of the problems of each operation. */
export interface ProblemStatuses {
  readonly createOrder: 400 | 401 | 403 | 410 | 413 | 415 | 422 | 429 | 500 | 503 | 504;
  readonly listOrders: 400 | 401 | 403 | 429 | 500 | 503 | 504;
  readonly getOrder: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly updateOrder: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503 | 504;
  readonly watchOrder: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly cancelOrder: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503 | 504;
  readonly createOrderV2: 400 | 401 | 403 | 413 | 415 | 422 | 429 | 500 | 503 | 504;
  readonly createWebhookEndpoint: 400 | 401 | 403 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503 | 504;
  readonly listWebhookEndpoints: 400 | 401 | 403 | 429 | 500 | 503 | 504;
  readonly deleteWebhookEndpoint: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly rotateWebhookSecret: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly listWebhookDeliveries: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly redeliverWebhook: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503 | 504;
  readonly getHealth: 400 | 429 | 500 | 503 | 504;
}

/** The problems of an operation, or of any: a proxy on the way may answer with what is none, `about:blank`. */
export type ApiProblem<Id extends keyof ProblemStatuses = keyof ProblemStatuses> = core.ProblemOf<
  ProblemTypes[ProblemStatuses[Id]] | 'about:blank'
>;

/** Whether a call failed with a problem, which its `type` and its `code` tell apart. */
export const isProblem = <Id extends keyof ProblemStatuses = keyof ProblemStatuses>(
  failure: unknown,
): failure is ApiProblem<Id> => core.isProblem(failure);

/** What webhooks carry. */
export type WebhookEvent =
  | core.CloudEvent<'orders.order.cancelled.v1', OrdersOrderCancelledV1Data>
  | core.CloudEvent<'orders.order.paid.v1', OrdersOrderPaidV1Data>
  | core.CloudEvent<'orders.order.payment_failed.v1', OrdersOrderPaymentFailedV1Data>
  | core.CloudEvent<'orders.order.placed.v1', OrdersOrderPlacedV1Data>
  | core.CloudEvent<'orders.order.updated.v1', OrdersOrderUpdatedV1Data>;

/** Gives the event of a webhook that was signed by one of the secrets. */
export const verifyWebhook = core.verifyWebhook<WebhookEvent>;

const operations: Readonly<Record<keyof Api, core.Operation>> = {
  createOrder: { method: 'POST', path: '/v1/orders', keyed: true },
  listOrders: { method: 'GET', path: '/v1/orders', query: ['limit', 'cursor', 'status'], paged: true },
  getOrder: { method: 'GET', path: '/v1/orders/{orderId}', headers: [['ifNoneMatch', 'If-None-Match']] },
  updateOrder: {
    method: 'PATCH',
    path: '/v1/orders/{orderId}',
    headers: [['ifMatch', 'If-Match']],
    contentType: 'application/merge-patch+json',
  },
  watchOrder: { method: 'GET', path: '/v1/orders/{orderId}/events', streamed: true },
  cancelOrder: { method: 'POST', path: '/v1/orders/{orderId}/cancellation', keyed: true },
  createOrderV2: { method: 'POST', path: '/v2/orders', keyed: true },
  createWebhookEndpoint: { method: 'POST', path: '/v1/webhook-endpoints', keyed: true },
  listWebhookEndpoints: { method: 'GET', path: '/v1/webhook-endpoints', query: ['limit', 'cursor'], paged: true },
  deleteWebhookEndpoint: { method: 'DELETE', path: '/v1/webhook-endpoints/{endpointId}' },
  rotateWebhookSecret: { method: 'POST', path: '/v1/webhook-endpoints/{endpointId}/secret-rotation', keyed: true },
  listWebhookDeliveries: {
    method: 'GET',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries',
    query: ['limit', 'cursor'],
    paged: true,
  },
  redeliverWebhook: {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redelivery',
    keyed: true,
  },
  getHealth: { method: 'GET', path: '/health' },
};

/** @throws TypeError with every mistake in the options */
export const createClient = (options: core.ClientOptions): Api => core.bindOperations(options, operations);

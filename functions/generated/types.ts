// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.

/**
 * `*`, or entity tags between commas. The gateway takes 10,240 bytes of headers in all.
 */
export type EntityTags = string;
/**
 * The cursor of the next page; null on the last one.
 */
export type NextCursor = string | null;
/**
 * RFC 3339, UTC, with milliseconds.
 */
export type Timestamp = string;
export type ValidationProblem = Problem & {
  /**
   * @maxItems 1000
   */
  errors?: {
    /**
     * Where in the body, as a JSON Pointer in its URI fragment form (RFC 6901, 6).
     */
    pointer?: string;
    /**
     * The name of the query parameter, path parameter or header.
     */
    parameter?: string;
    detail: string;
  }[];
  [k: string]: unknown;
};
export type OrderId = string;
export type OrderStatus = 'pending' | 'paid' | 'payment_failed' | 'cancelled';
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
 * The caller's own name for the order.
 */
export type Reference = string;
/**
 * @minItems 1
 * @maxItems 100
 */
export type Items = Item[];
/**
 * @minItems 1
 * @maxItems 100
 */
export type ItemsV2 = ItemV2[];
/**
 * What happened, and the version of what is said about it.
 */
export type WebhookEventType =
  | 'orders.order.placed.v1'
  | 'orders.order.updated.v1'
  | 'orders.order.cancelled.v1'
  | 'orders.order.paid.v1'
  | 'orders.order.payment_failed.v1';
/**
 * The id of an event, which the subscriber gets as webhook-id.
 */
export type WebhookEventId = string;
export type WebhookEndpointId = string;
export type WebhookDeliveryId = string;
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
/**
 * An endpoint that answers 410 is disabled; nothing is sent to it.
 */
export type WebhookEndpointStatus = 'enabled' | 'disabled';
/**
 * What deliveries are signed with (Standard Webhooks). Shown for an hour by the operation that made it, and nowhere else.
 */
export type WebhookSecret = string;

/**
 * Every schema of the contract by its name.
 */
export interface Schemas {
  EntityTags: EntityTags;
  NextCursor: NextCursor;
  Timestamp: Timestamp;
  Health: Health;
  Problem: Problem;
  ValidationProblem: ValidationProblem;
  OrderId: OrderId;
  OrderStatus: OrderStatus;
  Currency: Currency;
  Sku: Sku;
  Reference: Reference;
  Item: Item;
  Items: Items;
  NewOrder: NewOrder;
  Money: Money;
  Total: Total;
  ItemV2: ItemV2;
  ItemsV2: ItemsV2;
  NewOrderV2: NewOrderV2;
  OrderPatch: OrderPatch;
  Cancellation: Cancellation;
  Order: Order;
  OrderV2: OrderV2;
  OrderPage: OrderPage;
  WebhookEventType: WebhookEventType;
  WebhookEventId: WebhookEventId;
  WebhookEndpointId: WebhookEndpointId;
  WebhookDeliveryId: WebhookDeliveryId;
  WebhookUrl: WebhookUrl;
  WebhookEventFilter: WebhookEventFilter;
  WebhookEvents: WebhookEvents;
  NewWebhookEndpoint: NewWebhookEndpoint;
  WebhookDescription: WebhookDescription;
  WebhookEndpointStatus: WebhookEndpointStatus;
  WebhookEndpoint: WebhookEndpoint;
  CreatedWebhookEndpoint: CreatedWebhookEndpoint;
  WebhookSecret: WebhookSecret;
  RotatedWebhookEndpoint: RotatedWebhookEndpoint;
  WebhookEndpointPage: WebhookEndpointPage;
  WebhookDelivery: WebhookDelivery;
  WebhookAttempt: WebhookAttempt;
  WebhookDeliveryPage: WebhookDeliveryPage;
  OrdersOrderCancelledV1Data: OrdersOrderCancelledV1Data;
  OrdersOrderPaidV1Data: OrdersOrderPaidV1Data;
  OrdersOrderPaymentFailedV1Data: OrdersOrderPaymentFailedV1Data;
  OrdersOrderPlacedV1Data: OrdersOrderPlacedV1Data;
  OrdersOrderUpdatedV1Data: OrdersOrderUpdatedV1Data;
  WebhooksDeliveryRequestedV1Data: WebhooksDeliveryRequestedV1Data;
}
export interface Health {
  status: 'ok';
  version: string;
  region: string;
}
/**
 * A problem document (RFC 9457).
 */
export interface Problem {
  /**
   * What kind of problem it is; a client may tell what to do by it.
   */
  type:
    | 'urn:penstock:problem:bad-request'
    | 'urn:penstock:problem:malformed-json'
    | 'urn:penstock:problem:invalid-parameter'
    | 'urn:penstock:problem:idempotency-key-invalid'
    | 'urn:penstock:problem:unauthorized'
    | 'urn:penstock:problem:forbidden'
    | 'urn:penstock:problem:not-found'
    | 'urn:penstock:problem:method-not-allowed'
    | 'urn:penstock:problem:not-acceptable'
    | 'urn:penstock:problem:request-timeout'
    | 'urn:penstock:problem:invalid-state'
    | 'urn:penstock:problem:gone'
    | 'urn:penstock:problem:precondition-failed'
    | 'urn:penstock:problem:payload-too-large'
    | 'urn:penstock:problem:unsupported-media-type'
    | 'urn:penstock:problem:validation'
    | 'urn:penstock:problem:idempotency-key-reused'
    | 'urn:penstock:problem:precondition-required'
    | 'urn:penstock:problem:budget-exceeded'
    | 'urn:penstock:problem:too-many-requests'
    | 'urn:penstock:problem:quota-exceeded'
    | 'urn:penstock:problem:header-fields-too-large'
    | 'urn:penstock:problem:internal-error'
    | 'urn:penstock:problem:service-unavailable'
    | 'urn:penstock:problem:deadline-exceeded';
  title: string;
  status: number;
  detail: string;
  /**
   * The request id, as a URN.
   */
  instance: string;
  correlationId: string;
  /**
   * Whether the same request, sent again later, may succeed.
   */
  retryable: boolean;
  [k: string]: unknown;
}
export interface Item {
  sku: Sku;
  quantity: number;
  /**
   * In minor units of the currency.
   */
  unitPrice: number;
}
export interface NewOrder {
  currency: Currency;
  items: Items;
  reference?: Reference;
}
export interface Money {
  /**
   * In minor units of the currency.
   */
  amount: number;
  currency: Currency;
}
export interface Total {
  /**
   * In minor units of the currency.
   */
  amount: number;
  currency: Currency;
}
export interface ItemV2 {
  sku: Sku;
  quantity: number;
  unitPrice: Money;
}
/**
 * The currency is the same in all prices.
 */
export interface NewOrderV2 {
  items: ItemsV2;
  reference?: Reference;
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
export interface OrderPage {
  /**
   * @maxItems 100
   */
  items: Order[];
  nextCursor: NextCursor;
}
export interface NewWebhookEndpoint {
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
}
export interface WebhookEndpoint {
  id: WebhookEndpointId;
  url: WebhookUrl;
  events: WebhookEvents;
  description?: WebhookDescription;
  status: WebhookEndpointStatus;
  createdAt: Timestamp;
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
export interface WebhookEndpointPage {
  /**
   * @maxItems 100
   */
  items: WebhookEndpoint[];
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
export interface WebhookDeliveryPage {
  /**
   * @maxItems 100
   */
  items: WebhookDelivery[];
  nextCursor: NextCursor;
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
/**
 * One event for one endpoint. It is sent straight to the queue of deliveries and never crosses the bus.
 */
export interface WebhooksDeliveryRequestedV1Data {
  endpointId: WebhookEndpointId;
  deliveryId: WebhookDeliveryId;
  /**
   * The CloudEvent as the subscriber gets it. Its data was checked when it was fanned out.
   */
  event: {
    specversion: '1.0';
    id: WebhookEventId;
    source: string;
    type: WebhookEventType;
    subject: string;
    time: Timestamp;
    datacontenttype: 'application/json';
    tenant: string;
    correlationid: string;
    traceparent?: string;
    data: {
      [k: string]: unknown;
    };
  };
}

// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.

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

/**
 * Every schema of the contract by its name.
 */
export interface Schemas {
  OrderId: OrderId;
  OrderStatus: OrderStatus;
  Currency: Currency;
  Sku: Sku;
  Reference: Reference;
  Item: Item;
  Items: Items;
  NewOrder: NewOrder;
  OrderPatch: OrderPatch;
  Cancellation: Cancellation;
  Order: Order;
  Timestamp: Timestamp;
  OrderPage: OrderPage;
  Health: Health;
  Problem: Problem;
  ValidationProblem: ValidationProblem;
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
export interface OrderPage {
  /**
   * @maxItems 100
   */
  items: Order[];
  /**
   * The cursor of the next page; null on the last one.
   */
  nextCursor: string | null;
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
  type: string;
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

// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { FieldChecks } from 'penstock/runtime/rpc/field-checks';
import type { CreateOrderRequest as orders_v1_CreateOrderRequest_type } from './orders/v1/orders_pb.ts';
import type { Item as orders_v1_Item_type } from './orders/v1/orders_pb.ts';
import type { GetOrderRequest as orders_v1_GetOrderRequest_type } from './orders/v1/orders_pb.ts';
import type { UpdateOrderRequest as orders_v1_UpdateOrderRequest_type } from './orders/v1/orders_pb.ts';
import type { CancelOrderRequest as orders_v1_CancelOrderRequest_type } from './orders/v1/orders_pb.ts';
import type { ListOrdersRequest as orders_v1_ListOrdersRequest_type } from './orders/v1/orders_pb.ts';
import type { WatchOrderRequest as orders_v1_WatchOrderRequest_type } from './orders/v1/orders_pb.ts';

export const orders_v1_CreateOrderRequest: FieldChecks<orders_v1_CreateOrderRequest_type> = (message, at, found) => {
  if (!["AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG"].includes(message.currency)) found(`${at}/currency`, "must be one of AED, AFN, ALL, AMD, AOA, ARS, AUD, AWG, AZN, BAM, BBD, BDT, ... (155 values)");
  if (message.items.length < 1) found(`${at}/items`, "must have 1 item or more");
  if (message.items.length > 100) found(`${at}/items`, "must have 100 items or fewer");
  for (const [index, item] of message.items.entries()) {
    orders_v1_Item(item, `${at}/items/${index}`, found);
  }
  if (message.reference !== undefined) {
    if ([...message.reference].length < 1) found(`${at}/reference`, "must have 1 character or more");
    if ([...message.reference].length > 128) found(`${at}/reference`, "must have 128 characters or fewer");
  }
};

export const orders_v1_Item: FieldChecks<orders_v1_Item_type> = (message, at, found) => {
  if (!/^[A-Z0-9-]{1,64}$/u.test(message.sku)) found(`${at}/sku`, "must match ^[A-Z0-9-]{1,64}$");
  if (!(message.quantity <= 10000)) found(`${at}/quantity`, "must be 10000 or less");
  if (!(message.quantity >= 1)) found(`${at}/quantity`, "must be 1 or more");
  if (!(message.unitPrice <= 100000000)) found(`${at}/unitPrice`, "must be 100000000 or less");
};

export const orders_v1_GetOrderRequest: FieldChecks<orders_v1_GetOrderRequest_type> = (message, at, found) => {
  if (!/^ord_[0-9a-hjkmnp-tv-z]{26}$/u.test(message.orderId)) found(`${at}/orderId`, "must match ^ord_[0-9a-hjkmnp-tv-z]{26}$");
};

export const orders_v1_UpdateOrderRequest: FieldChecks<orders_v1_UpdateOrderRequest_type> = (message, at, found) => {
  if (!/^ord_[0-9a-hjkmnp-tv-z]{26}$/u.test(message.orderId)) found(`${at}/orderId`, "must match ^ord_[0-9a-hjkmnp-tv-z]{26}$");
  if (!(message.version <= 999999999999999n)) found(`${at}/version`, "must be 999999999999999 or less");
  if (!(message.version >= 1n)) found(`${at}/version`, "must be 1 or more");
  if (message.items.length > 100) found(`${at}/items`, "must have 100 items or fewer");
  for (const [index, item] of message.items.entries()) {
    orders_v1_Item(item, `${at}/items/${index}`, found);
  }
  if (message.reference !== undefined) {
    if ([...message.reference].length > 128) found(`${at}/reference`, "must have 128 characters or fewer");
  }
};

export const orders_v1_CancelOrderRequest: FieldChecks<orders_v1_CancelOrderRequest_type> = (message, at, found) => {
  if (!/^ord_[0-9a-hjkmnp-tv-z]{26}$/u.test(message.orderId)) found(`${at}/orderId`, "must match ^ord_[0-9a-hjkmnp-tv-z]{26}$");
};

export const orders_v1_ListOrdersRequest: FieldChecks<orders_v1_ListOrdersRequest_type> = (message, at, found) => {
  if (message.limit !== undefined) {
    if (!(message.limit <= 100)) found(`${at}/limit`, "must be 100 or less");
    if (!(message.limit >= 1)) found(`${at}/limit`, "must be 1 or more");
  }
  if (message.cursor !== undefined) {
    if ([...message.cursor].length < 1) found(`${at}/cursor`, "must have 1 character or more");
    if ([...message.cursor].length > 512) found(`${at}/cursor`, "must have 512 characters or fewer");
  }
  if (message.status !== undefined) {
    if (![0, 1, 2, 3, 4].includes(message.status)) found(`${at}/status`, "must be one of ORDER_STATUS_UNSPECIFIED, ORDER_STATUS_PENDING, ORDER_STATUS_PAID, ORDER_STATUS_PAYMENT_FAILED, ORDER_STATUS_CANCELLED");
    if ([0].includes(message.status)) found(`${at}/status`, "must not be one of 0");
  }
};

export const orders_v1_WatchOrderRequest: FieldChecks<orders_v1_WatchOrderRequest_type> = (message, at, found) => {
  if (!/^ord_[0-9a-hjkmnp-tv-z]{26}$/u.test(message.orderId)) found(`${at}/orderId`, "must match ^ord_[0-9a-hjkmnp-tv-z]{26}$");
  if (message.afterVersion !== undefined) {
    if (!(message.afterVersion <= 999999999999999n)) found(`${at}/afterVersion`, "must be 999999999999999 or less");
    if (!(message.afterVersion >= 1n)) found(`${at}/afterVersion`, "must be 1 or more");
  }
};

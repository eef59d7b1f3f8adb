// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from 'penstock/runtime/operation-contract';
import type { OrderStatus } from '../types.ts';

export declare const limitQuery: Validator<number>;
export declare const cursorQuery: Validator<string>;
export declare const statusQuery: Validator<OrderStatus>;
export declare const xCorrelationIdHeader: Validator<string>;
export declare const traceparentHeader: Validator<string>;

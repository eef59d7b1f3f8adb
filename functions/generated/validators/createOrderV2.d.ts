// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from 'penstock/runtime/operation-contract';
import type { NewOrderV2 } from '../types.ts';

export declare const body: Validator<NewOrderV2>;
export declare const idempotencyKeyHeader: Validator<string>;
export declare const xCorrelationIdHeader: Validator<string>;
export declare const traceparentHeader: Validator<string>;

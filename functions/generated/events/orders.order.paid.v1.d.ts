// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from '../../platform/operation-contract.ts';
import type { OrdersOrderPaidV1 } from '../events.ts';

export declare const event: Validator<OrdersOrderPaidV1>;

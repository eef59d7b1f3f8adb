// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from 'penstock/runtime/operation-contract';

export declare const status201: Validator<unknown>;

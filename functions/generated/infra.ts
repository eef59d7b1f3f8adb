// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.

import { contextFor, contextsFor } from 'penstock/constructs/context';
import type { ConsumerName, OperationId } from './routes.ts';

/** A context's tables, grants and providers. */
export const context = contextFor<OperationId, ConsumerName>();

/** The contexts of the app: all operations and consumers of the contract are in one of them. */
export const contexts = contextsFor<OperationId, ConsumerName>();

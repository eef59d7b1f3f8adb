import type { Contract } from '../model.ts';
import { banner } from './banner.ts';

/** What infra.ts of a context and the list of contexts are written with: bound to the names of the contract. */
export const infraModule = (contract: Contract): string => `${banner(contract)}
import { contextFor, contextsFor } from 'penstock/constructs/context';
import type { ConsumerName, OperationId } from './routes.ts';

/** A context's tables, grants and providers. */
export const context = contextFor<OperationId, ConsumerName>();

/** The contexts of the app: all operations and consumers of the contract are in one of them. */
export const contexts = contextsFor<OperationId, ConsumerName>();
`;

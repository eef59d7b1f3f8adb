import type { Consumer, EventContract } from '../../contract/events/model.ts';
import type { GraphContract } from '../../contract/graph/model.ts';
import type { Contract } from '../../contract/model.ts';
import { takesKeys } from '../../contract/security.ts';
import type { Context } from './context.ts';

/** What an app is made of, read and checked once. */
export interface AppParts {
  /** With which every name that the app has in AWS begins. */
  readonly name: string;
  readonly contract: Contract;
  /** Absent: the app has no graph. */
  readonly graph?: GraphContract | undefined;
  readonly events: readonly EventContract[];
  readonly consumers: readonly Consumer[];
  readonly contexts: readonly Context[];
}

/** The functions that publish what changed, one for each context with an outbox. */
export const relaysOf = (contexts: readonly Context[]): readonly string[] =>
  contexts.flatMap(({ outbox }) => (outbox === undefined ? [] : [outbox.relay]));

/** The APIs of others that functions call. */
export const providersOf = (contexts: readonly Context[]): readonly string[] =>
  contexts.flatMap(({ providers = {} }) => Object.keys(providers));

/**
 * What the kit has of its own beside the contexts of an app: the table of keys, where the contract's callers show keys.
 * It is found by the authorizer alone.
 */
export const ownContexts = ({ operations }: Pick<Contract, 'operations'>): readonly Context[] =>
  takesKeys(operations) ? [{ name: 'access', tables: { [keysTable]: { partitionKey: 'id' } } }] : [];

export const keysTable = 'apiKeys';

/** The function that checks tokens and keys for the gateway. */
export const authorizerName = 'authorizer';

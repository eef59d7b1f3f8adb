import type { Consumer, EventContract } from '../../contract/events/model.ts';
import type { GraphContract } from '../../contract/graph/model.ts';
import type { Contract } from '../../contract/model.ts';
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

/** The function that checks tokens for the gateway. */
export const authorizerName = 'authorizer';

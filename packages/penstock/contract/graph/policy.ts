import type { GraphQLObjectType } from 'graphql';
import { asObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { mergePolicy } from '../policies.ts';
import { valuesOf } from './outline.ts';
import type { GraphSource } from './read.ts';

/** What `@penstock` on the schema says of the endpoint, in the shape of `x-penstock`. */
export const ownPolicy = ({ schema }: Pick<GraphSource, 'schema'>): JsonObject => saidOn(schema, schema);

/** What `@penstock` on the type of the subscriptions says of theirs; undefined where there are none. */
export function streamsPolicy({ schema }: Pick<GraphSource, 'schema'>): JsonObject | undefined {
  const type = schema.getSubscriptionType();
  return type == null ? undefined : saidOn(schema, type);
}

function saidOn(schema: GraphSource['schema'], on: GraphSource['schema'] | GraphQLObjectType): JsonObject {
  const nodes = [on.astNode, ...on.extensionASTNodes].filter((node) => node != null);
  const said = nodes.flatMap((node) => valuesOf(schema, 'penstock', node) ?? []);
  // GraphQL's coerced objects have no prototype.
  return asObject(JSON.parse(JSON.stringify(said[0] ?? {})));
}

/** The endpoint's own promises over the defaults of the contract. */
export const endpointPolicy = (own: JsonObject, contract: Pick<Contract, 'document'>): JsonObject =>
  mergePolicy(contract.document['x-penstock'], own);

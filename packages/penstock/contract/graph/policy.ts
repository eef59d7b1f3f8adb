import { asObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { mergePolicy } from '../policies.ts';
import { valuesOf } from './outline.ts';
import type { GraphSource } from './read.ts';

/** What `@penstock` on the schema says of the endpoint, in the shape of `x-penstock`. */
export function ownPolicy({ schema }: Pick<GraphSource, 'schema'>): JsonObject {
  const nodes = [schema.astNode, ...schema.extensionASTNodes].filter((node) => node != null);
  const said = nodes.flatMap((node) => valuesOf(schema, 'penstock', node) ?? []);
  // GraphQL's coerced objects have no prototype.
  return asObject(JSON.parse(JSON.stringify(said[0] ?? {})));
}

/** The endpoint's own promises over the defaults of the contract. */
export const endpointPolicy = (own: JsonObject, contract: Pick<Contract, 'document'>): JsonObject =>
  mergePolicy(contract.document['x-penstock'], own);

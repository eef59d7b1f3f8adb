import { coerceInputValue, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { Runtime } from '../../core/runtime.ts';
import { Problem } from '../../problem/problem.ts';
import { type ArgumentValues, takeArguments } from '../arguments.ts';
import type { GraphContext } from '../context.ts';
import type { FieldContract, GraphContract, SubgraphContract } from '../contract.ts';
import type { GraphSettings } from '../env.ts';
import type { EntityRequest } from '../resolvers.ts';
import { requireScopes, scopesNeeded } from '../scopes.ts';
import { useCaseEntities } from '../use-case.ts';
import { type EntityReader, type Representation, resolveEntities } from './entities.ts';

type ReadEntities = (request: EntityRequest<ArgumentValues>) => Promise<readonly unknown[]>;

/** Answers what a gateway of federated graphs asks for: the SDL, and entities by their keys. */
export function serveSubgraph(
  schema: GraphQLSchema,
  contract: GraphContract,
  resolvers: Readonly<Record<string, ReadEntities>>,
  runtime: () => Runtime,
  { introspection }: Pick<GraphSettings, 'introspection'>,
): void {
  const { sdl = '', entities = {} } = contract.subgraph ?? {};
  const { _service: service, _entities: found } = schema.getQueryType()?.getFields() ?? {};
  if (service !== undefined) {
    service.resolve = () => {
      if (introspection) return { sdl };
      throw new Problem('forbidden', 'This stage does not show what the graph has; compose its file.');
    };
  }
  if (found === undefined) return;
  const readers = Object.fromEntries(
    Object.entries(entities).map(([type, entity]) => [
      type,
      readerOf(schema, contract, entity, resolvers[type] as ReadEntities, runtime),
    ]),
  );
  found.resolve = (_source, { representations }, context: GraphContext) =>
    resolveEntities(readers, representations, context);
}

/** An entity is found by those who may ask the query for it, and by a key that the query would take. */
function readerOf(
  schema: GraphQLSchema,
  contract: GraphContract,
  { key, field: coordinate }: SubgraphContract['entities'][string],
  read: ReadEntities,
  runtime: () => Runtime,
): EntityReader<GraphContext> {
  const query = schema.getQueryType()?.getFields()[coordinate.split('.')[1] ?? ''];
  const served = contract.fields[coordinate];
  if (query === undefined || served === undefined) throw new Error(`The graph has no ${coordinate}`);
  const scopes = scopesNeeded(schema, query.astNode);
  const findAll = useCaseEntities(coordinate, served, read, runtime);
  return async (representations, context) => {
    if (scopes !== undefined) requireScopes(scopes, context.caller?.scopes ?? []);
    const asked = representations.map((one) => keyOf(one, key, query, served));
    const keys = asked.filter((one) => one !== undefined);
    const found = keys.length === 0 ? [] : await findAll(keys, context);
    const byKey = new Map(keys.map((one, index) => [one, found[index]]));
    return asked.map((one) => (one === undefined ? undefined : (byKey.get(one) as object | null | undefined)));
  };
}

/** The key as the query's arguments; undefined for one that nothing could have. */
function keyOf(
  representation: Representation,
  key: readonly string[],
  { args }: GraphQLField<unknown, unknown>,
  served: FieldContract,
): ArgumentValues | undefined {
  const values: Record<string, unknown> = {};
  for (const name of key) {
    const type = args.find((one) => one.name === name)?.type;
    const value = type && coerceInputValue(representation[name], type);
    if (value === undefined || value === null) return undefined;
    values[name] = value;
  }
  try {
    takeArguments(served, values);
    return values;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

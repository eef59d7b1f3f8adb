import {
  buildASTSchema,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getDirectiveValues,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import type { Runtime } from '../core/runtime.ts';
import type { GraphContext } from './context.ts';
import type { GraphContract } from './contract.ts';
import type { Scalar } from './resolvers.ts';
import { implementScalar } from './scalars.ts';
import { requireScopes } from './scopes.ts';
import { useCaseField } from './use-case.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphContext>;
type Resolvers = Readonly<Record<string, Readonly<Record<string, never>> | undefined>>;

/**
 * The schema that runs: fields of root types by their use cases, fields with arguments by the app's resolvers, everything
 * else by its name. `npm run contract` has validated it.
 */
export function executableSchema(contract: GraphContract, resolvers: object, runtime: () => Runtime): GraphQLSchema {
  const schema = buildASTSchema(JSON.parse(contract.schema), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  const given = resolvers as Resolvers;
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) {
      implementScalar(type, given[type.name] as Scalar | undefined);
    }
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const own = given[type.name]?.[field.name] as Resolver | undefined;
      const coordinate = `${type.name}.${field.name}`;
      const served = contract.fields[coordinate];
      const resolve = served === undefined ? own : useCaseField(coordinate, served, own as never, runtime);
      const guarded = guard(schema, field, resolve as Resolver | undefined);
      if (guarded !== undefined) field.resolve = guarded as typeof field.resolve;
    }
  }
  return schema;
}

/** A field with `@requiresScopes` is resolved for those alone who have them. */
function guard(
  schema: GraphQLSchema,
  { astNode }: GraphQLField<unknown, unknown>,
  resolve: Resolver | undefined,
): Resolver | undefined {
  const directive = schema.getDirective('requiresScopes');
  const values = directive == null || astNode == null ? undefined : getDirectiveValues(directive, astNode);
  if (values === undefined) return resolve;
  const lists = values.scopes as readonly (readonly string[])[];
  return (source, args, context, info) => {
    requireScopes(lists, context.caller?.scopes ?? []);
    return (resolve ?? defaultFieldResolver)(source, args, context, info);
  };
}

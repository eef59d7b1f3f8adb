import type { GraphQLArgument } from 'graphql';
import type { Operation, Parameter } from '../model.ts';
import { type GraphOutline, type OutlinedField, valuesOf } from './outline.ts';

/** The argument that names the request, as the header Idempotency-Key does. */
export const keyArgument = 'idempotencyKey';

/** The argument that is the body of the operation. */
export const bodyArgument = 'input';

/** Headers that the request as a whole has, whatever fields it asks for. */
const ofTheRequest = new Set(['idempotency-key', 'x-correlation-id', 'traceparent']);

/** The parameters of an operation that arguments may stand for. */
export const parametersOf = ({ parameters }: Operation): readonly Parameter[] =>
  parameters.filter(({ name }) => !ofTheRequest.has(name.toLowerCase()));

export interface MappedArgument {
  readonly argument: GraphQLArgument;
  /** The parameter that it names, by `@parameter` or by its own name. */
  readonly name: string;
  /** It has `@parameter`. */
  readonly said: boolean;
  /** Undefined: the operation has none of that name, and the argument is for the resolver. */
  readonly parameter: Parameter | undefined;
}

/** The arguments of a field that are neither the key nor the body, with the parameters that they stand for. */
export function mappedArguments(
  { schema }: GraphOutline,
  { field, operation }: OutlinedField,
): readonly MappedArgument[] {
  if (operation === undefined) return [];
  const known = parametersOf(operation);
  return field.args
    .filter(({ name }) => name !== keyArgument && name !== bodyArgument)
    .map((argument) => {
      const named = argument.astNode == null ? undefined : valuesOf(schema, 'parameter', argument.astNode)?.name;
      const name = String(named ?? argument.name);
      return { argument, name, said: named !== undefined, parameter: known.find((one) => one.name === name) };
    });
}

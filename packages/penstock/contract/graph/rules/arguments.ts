import { type GraphQLInputType, isNonNullType } from 'graphql';
import { type JsonObject, show } from '../../json.ts';
import { jsonFirst } from '../../media-kind.ts';
import type { Operation } from '../../model.ts';
import { bodyArgument, type MappedArgument, mappedArguments, parametersOf } from '../arguments.ts';
import { misfit } from '../fits.ts';
import { about, type GraphDraft, type GraphOutline, type GraphRule, type OutlinedField } from '../outline.ts';

/** The arguments of a field are enough for its operation, and of types that can fit what it takes. */
export const argumentsRule: GraphRule = function* (outline) {
  for (const one of outline.fields) {
    const { operation, root } = one;
    if (root === undefined || operation === undefined) continue;
    const mapped = mappedArguments(outline, one);
    yield* given(outline, one, operation, mapped);
    yield* missing(one, operation, mapped);
    yield* body(outline, one, operation);
  }
};

type Mistake = readonly [message: string, fix: string];

function* given(
  { contract }: GraphOutline,
  { coordinate, node }: OutlinedField,
  operation: Operation,
  mapped: readonly MappedArgument[],
): Iterable<GraphDraft> {
  for (const one of mapped) {
    const { argument } = one;
    const at = { coordinate: `${coordinate}(${argument.name}:)`, node: argument.astNode ?? node };
    for (const mistake of mistakesOf(contract.derived, operation, one, mapped)) {
      yield about('graph-arguments', at, ...mistake);
    }
  }
}

function mistakesOf(
  root: JsonObject,
  operation: Operation,
  { argument, name, said, parameter }: MappedArgument,
  mapped: readonly MappedArgument[],
): readonly Mistake[] {
  const { type } = argument;
  if (parameter === undefined) {
    const names = parametersOf(operation).map((one) => one.name);
    const known = names.join(', ') || 'it has none';
    const message = `expected a parameter of ${operation.operationId} (${known}), received ${show(name)}`;
    return said ? [[message, 'Correct the name in @parameter.']] : [];
  }
  const first = mapped.find((other) => other.name === name)?.argument;
  if (first !== argument) {
    return [
      [`expected one argument for ${name}, received ${first?.name} and ${argument.name}`, 'Remove one of the two.'],
    ];
  }
  const wrong = misfit(root, type, { value: parameter.schema, pointer: '' });
  const optional = `expected a value for ${name}, which ${operation.operationId} requires, received ${type}`;
  return [
    ...(wrong === undefined ? [] : [[wrong, `Give it a type that fits ${name}.`] as const]),
    ...(parameter.required && !isNonNullType(type) ? [[optional, `Write ${type}!.`] as const] : []),
  ];
}

function* missing(one: OutlinedField, operation: Operation, mapped: readonly MappedArgument[]): Iterable<GraphDraft> {
  for (const { name, required } of parametersOf(operation)) {
    if (!required || mapped.some((other) => other.name === name)) continue;
    const message = `expected an argument for ${name}, which ${operation.operationId} requires, received none`;
    const fix = `Add the argument ${name}, or one with @parameter(name: ${show(name)}).`;
    yield about('graph-arguments', one, message, fix);
  }
}

function* body(outline: GraphOutline, one: OutlinedField, operation: Operation): Iterable<GraphDraft> {
  const { coordinate, node, field } = one;
  const input = field.args.find(({ name }) => name === bodyArgument);
  const at = { coordinate: `${coordinate}(${bodyArgument}:)`, node: input?.astNode ?? node };
  for (const mistake of mistakesOfBody(outline, operation, input?.type)) yield about('graph-arguments', at, ...mistake);
}

function mistakesOfBody(
  { contract }: GraphOutline,
  { operationId, requestBody }: Operation,
  type: GraphQLInputType | undefined,
): readonly Mistake[] {
  if (type === undefined) {
    const message = `expected the argument ${bodyArgument}, the body of ${operationId}, received none`;
    const fix = `Add ${bodyArgument}, of an input type with the members of the body.`;
    return requestBody?.required === true ? [[message, fix]] : [];
  }
  if (requestBody === undefined) {
    const message = `expected no argument ${bodyArgument}: ${operationId} takes no body`;
    return [[message, 'Rename the argument, or remove it.']];
  }
  const wrong = misfit(contract.derived, type, { value: jsonFirst(requestBody.contents)?.schema, pointer: '' });
  const optional = requestBody.required && !isNonNullType(type);
  return [
    ...(wrong === undefined ? [] : [[wrong, 'Give the input type the members of the body.'] as const]),
    ...(optional ? [[`expected ${type}!, received ${type}`, 'The operation needs its body.'] as const] : []),
  ];
}

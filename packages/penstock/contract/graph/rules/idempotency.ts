import { type GraphQLArgument, isNamedType } from 'graphql';
import { keyArgument } from '../arguments.ts';
import { about, type GraphRule } from '../outline.ts';

/** A mutation of an operation that takes a key takes it too, by an argument that the header may stand for. */
export const idempotency: GraphRule = function* ({ fields }) {
  for (const { coordinate, node, root, field, operation } of fields) {
    if (root === undefined || operation === undefined) continue;
    const { operationId, policy } = operation;
    const argument = field.args.find(({ name }) => name === keyArgument);
    const mistake = mistakeOf(operationId, policy.idempotency === 'required', argument);
    if (mistake === undefined) continue;
    const at = { coordinate: `${coordinate}(${keyArgument}:)`, node: argument?.astNode ?? node };
    yield about('graph-idempotency', at, ...mistake);
  }
};

type Mistake = readonly [message: string, fix: string];

function mistakeOf(operationId: string, required: boolean, argument: GraphQLArgument | undefined): Mistake | undefined {
  if (argument === undefined) {
    const message = `expected the argument ${keyArgument} on a field of ${operationId}, which takes a key, received none`;
    return required ? [message, `Add ${keyArgument}: String.`] : undefined;
  }
  if (!required) {
    const message = `expected no ${keyArgument} on a field of ${operationId}, which takes no key`;
    return [message, 'Remove the argument, or write `idempotency: required` in openapi.yaml.'];
  }
  const { type } = argument;
  if (isNamedType(type) && type.name === 'String') return undefined;
  const message = `expected ${keyArgument}: String, received ${type}`;
  return [message, 'Write String, which can be null: the header Idempotency-Key may name the request.'];
}

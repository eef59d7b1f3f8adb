import { show } from '../../json.ts';
import { about, directiveNode, type GraphOutline, type GraphRule, type OutlinedField, valuesOf } from '../outline.ts';

/**
 * Every field of a root type serves the use case of an operation, queries one that is read and mutations one that
 * changes: tenancy, idempotency and deadline come with it. There is no subscription.
 */
export const useCase: GraphRule = function* (outline) {
  const subscription = outline.schema.getSubscriptionType();
  if (subscription != null) {
    const at = { coordinate: subscription.name, node: subscription.astNode ?? outline.document.definitions[0] };
    const message = 'expected no subscription, received one';
    yield about('graph-subscription', at, message, 'Remove it: nothing serves it.');
  }
  for (const field of outline.fields) {
    const mistake = mistakeOf(outline, field);
    const at = { coordinate: field.coordinate, node: directiveNode(field.node, 'useCase') };
    if (mistake !== undefined) yield about('graph-use-case', at, ...mistake);
  }
};

type Mistake = readonly [message: string, fix: string];

function mistakeOf({ schema, contract }: GraphOutline, field: OutlinedField): Mistake | undefined {
  const { coordinate, node, root, operation } = field;
  const named = valuesOf(schema, 'useCase', node)?.operationId;
  if (root === undefined) {
    return named === undefined ? undefined : ['expected @useCase on a field of Query or Mutation only', 'Remove it.'];
  }
  if (named === undefined) {
    const message = `expected @useCase on a field of ${coordinate.split('.')[0]}, received none`;
    return [message, 'Name the operation that it serves: @useCase(operationId: "...").'];
  }
  if (operation === undefined) {
    const known = contract.operations.map(({ operationId }) => operationId).join(', ');
    const message = `expected an operation of the contract (${known}), received ${show(named)}`;
    return [message, 'Correct the operationId, or declare the operation in openapi.yaml.'];
  }
  const { operationId, method } = operation;
  if ((method === 'GET') === (root === 'query')) return undefined;
  const [expected, other] = root === 'query' ? ['a GET', 'Mutation'] : ['an operation that is no GET', 'Query'];
  return [`expected ${expected}, received ${operationId}, a ${method}`, `Move the field to ${other}.`];
}

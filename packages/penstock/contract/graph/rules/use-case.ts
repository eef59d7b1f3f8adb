import { show } from '../../json.ts';
import type { Operation } from '../../model.ts';
import type { Root } from '../model.ts';
import { about, directiveNode, type GraphOutline, type GraphRule, type OutlinedField, valuesOf } from '../outline.ts';

/**
 * Every field of a root type serves the use case of an operation, queries one that is read, mutations one that changes
 * and subscriptions one that streams: tenancy, idempotency and deadline come with it.
 */
export const useCase: GraphRule = function* (outline) {
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
    return named === undefined
      ? undefined
      : ['expected @useCase on a field of Query, Mutation or Subscription only', 'Remove it.'];
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
  const actual = rootFor(operation);
  if (actual === root) return undefined;
  const received = actual === 'subscription' ? 'a stream' : `a ${operation.method}`;
  return [
    `expected ${kinds[root]}, received ${operation.operationId}, ${received}`,
    `Move the field to ${homes[actual]}.`,
  ];
}

/** The root type that fields of an operation belong to. */
const rootFor = ({ method, timeouts }: Operation): Root =>
  timeouts.stream !== undefined ? 'subscription' : method === 'GET' ? 'query' : 'mutation';

const kinds: Readonly<Record<Root, string>> = {
  query: 'a GET',
  mutation: 'an operation that is no GET',
  subscription: 'an operation that answers with a stream of events',
};

const homes: Readonly<Record<Root, string>> = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

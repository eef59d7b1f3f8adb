import { expect } from '@jest/globals';
import { type GraphQLSchema, getVariableValues } from 'graphql';
import { type Costing, operationCost } from '../../../runtime/graph/cost/operation-cost.ts';
import { documentCache, operationNamed, type ReadyDocument } from '../../../runtime/graph/documents/document-cache.ts';
import { limitsOf } from '../../../runtime/graph/safety/limits.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';

type Given = Readonly<Record<string, unknown>>;

/** A document that may run. */
export function ready(source: string, schema: GraphQLSchema = parcelsSchema, limits: Given = {}): ReadyDocument {
  const prepared = documentCache({ schema, limits: limitsOf(limits), introspection: true })(source);
  expect(prepared).toMatchObject({ outcome: 'ready' });
  return prepared as ReadyDocument;
}

export interface Asked {
  readonly variables?: Given;
  readonly limits?: Given;
  readonly schema?: GraphQLSchema;
}

/** What an operation costs. */
export function costing(source: string, { variables = {}, limits = {}, schema = parcelsSchema }: Asked = {}): Costing {
  const document = ready(source, schema, limits);
  const operation = operationNamed(document, undefined);
  if (operation instanceof Error) throw operation;
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (values.variableValues === undefined) throw values.errors?.[0];
  const asked = { schema, operation, fragments: document.fragments, variables: values.variableValues };
  return operationCost(asked, limitsOf(limits));
}

import { GraphQLError, getVariableValues, type OperationDefinitionNode, type VariableValues } from 'graphql';
import { type Costing, operationCost } from '../../../runtime/graph/cost/operation-cost.ts';
import {
  type CacheOptions,
  documentCache,
  operationNamed,
  type ReadyDocument,
} from '../../../runtime/graph/documents/document-cache.ts';
import {
  type DocumentRequest,
  documentFor,
  mayBeGot,
  type TrustOptions,
} from '../../../runtime/graph/documents/trusted-documents.ts';
import { batchRefusal } from '../../../runtime/graph/safety/parse-document.ts';
import type { LimitRefusal } from '../../../runtime/graph/safety/refusal.ts';

/** A request that may run. */
export interface Admitted {
  readonly outcome: 'admitted';
  readonly document: ReadyDocument;
  readonly operation: OperationDefinitionNode;
  readonly variables: VariableValues;
  readonly costing: Costing;
  /** The document is one of the graph's own clients'. */
  readonly trusted: boolean;
}

export type Admission =
  | Admitted
  | { readonly outcome: 'refused'; readonly refusal: LimitRefusal }
  /** By graphql: not a document, not valid, or its variables are not. */
  | { readonly outcome: 'invalid'; readonly errors: readonly GraphQLError[] }
  /** There is no document to run: why, for the answer's `extensions.code`. */
  | { readonly outcome: DocumentOutcome };

export type DocumentOutcome = 'no-document' | 'document-unknown' | 'document-not-trusted' | 'get-refused';

export interface GraphRequest extends DocumentRequest {
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** Errors of variables that are told. */
const MAX_ERRORS = 5;

/**
 * The parts that decide whether a request may run, put together as a transport does: the cheapest question first, so that
 * what is refused has taken little.
 */
export function admission(options: CacheOptions & TrustOptions) {
  const prepare = documentCache(options);
  return (request: unknown, method: 'GET' | 'POST' = 'POST'): Admission => {
    if (Array.isArray(request)) return { outcome: 'refused', refusal: batchRefusal(request) };
    const { operationName, variables, ...asked } = Object(request) as GraphRequest;
    const found = documentFor(asked, options);
    if (found.outcome !== 'found') return { outcome: found.outcome };
    const document = prepare(found.source);
    if (document.outcome !== 'ready') return document;
    const operation = operationNamed(document, typeof operationName === 'string' ? operationName : undefined);
    if (operation instanceof GraphQLError) return { outcome: 'invalid', errors: [operation] };
    if (method === 'GET' && !mayBeGot(found, asked, operation)) return { outcome: 'get-refused' };
    return costed({ document, operation, trusted: found.trusted }, Object(variables), options);
  };
}

function costed(
  found: Pick<Admitted, 'document' | 'operation' | 'trusted'>,
  given: Readonly<Record<string, unknown>>,
  { schema, limits }: CacheOptions,
): Admission {
  const { document, operation } = found;
  const definitions = operation.variableDefinitions ?? [];
  const options = { maxErrors: MAX_ERRORS, hideSuggestions: true };
  const { variableValues: variables, errors } = getVariableValues(schema, definitions, given, options);
  if (variables === undefined) return { outcome: 'invalid', errors };
  const costing = operationCost({ schema, operation, fragments: document.fragments, variables }, limits);
  if (costing.refusal !== undefined) return { outcome: 'refused', refusal: costing.refusal };
  return { outcome: 'admitted', ...found, variables, costing };
}

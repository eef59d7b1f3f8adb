import {
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { Problem } from '../problem/problem.ts';
import { cacheHeader } from './caching/cache-policy.ts';
import type { GraphContext } from './context.ts';
import { operationCost } from './cost/operation-cost.ts';
import { documentCache, operationNamed, type ReadyDocument } from './documents/document-cache.ts';
import { documentFor, type FoundDocument, mayBeGot, type TrustedDocuments } from './documents/trusted-documents.ts';
import type { GraphSettings } from './env.ts';
import type { GraphRequest } from './http-request.ts';
import { DocumentRefusal, invalidDocument, limitRefusal } from './refusal.ts';
import { defaultLimits, type GraphLimits } from './safety/limits.ts';
import { type Usage, usageOf } from './usage.ts';

/** A request that may run: its document is valid, within the limits, and its variables fit. */
export interface PreparedOperation {
  readonly document: ReadyDocument;
  readonly operation: OperationDefinitionNode;
  readonly variables: GraphRequest['variables'];
  readonly usage: Usage;
  /** An upper bound of what it costs. */
  readonly cost: number;
  /** How long the caller may keep an answer without errors; undefined: not at all. */
  readonly cacheControl: string | undefined;
}

export interface Engine {
  /** @throws DocumentRefusal for a document that does not run, Problem for a mutation by GET */
  prepare(request: GraphRequest, options: { readonly readOnly: boolean }): PreparedOperation;
  execute(prepared: PreparedOperation, context: GraphContext): Promise<ExecutionResult>;
}

/** Errors of variables that are told; coercion stops there. */
const MAX_VARIABLE_ERRORS = 5;

/** Everything between a request that was read and its result, in this order: document, operation, variables, cost, fields. */
export function createEngine(
  schema: GraphQLSchema,
  { introspection, trustedOnly, trusted }: GraphSettings & { readonly trusted: TrustedDocuments },
  limits: GraphLimits = defaultLimits,
): Engine {
  const documents = documentCache({ schema, limits, introspection });
  const usage = usageOf(schema);
  return {
    prepare: (request, { readOnly }) => {
      const found = documentFor(request, { trusted, only: trustedOnly });
      const document = readyDocument(documents(sourceOf(found)));
      const operation = operationNamed(document, request.operationName);
      if (operation instanceof GraphQLError) throw invalidDocument([operation]);
      if (readOnly && operation.operation !== OperationTypeNode.QUERY) throw notByGet(operation);
      // Where anybody may look at the graph, tools send queries of their own by GET.
      if (readOnly && !introspection && !mayBeGot(found, request, operation)) throw trustedByGet();
      const { variables } = request;
      const cost = costOf(schema, { document, operation, variables }, limits);
      const cacheControl = readOnly ? cacheHeader({ schema, operation, fragments: document.fragments }, {}) : undefined;
      return { document, operation, variables, usage: usage(document), cost, cacheControl };
    },
    execute: async ({ document, operation, variables }, context) =>
      // Incremental delivery is off: no document can ask for it.
      (await execute({
        schema,
        document: document.document,
        operationName: operation.name?.value,
        variableValues: variables,
        contextValue: context,
        abortSignal: context.signal,
        hideSuggestions: true,
      })) as ExecutionResult,
  };
}

const unknownDocuments = {
  'document-unknown': 'There is no trusted document with this hash.',
  'document-not-trusted': 'The document is none of those that the graph takes.',
} as const;

function sourceOf(found: FoundDocument): string {
  if (found.outcome === 'found') return found.source;
  if (found.outcome === 'no-document') {
    throw new Problem('bad-request', 'There is no document: send its text as query, or its hash as documentId.');
  }
  throw new DocumentRefusal([{ message: unknownDocuments[found.outcome], code: found.outcome }]);
}

/** A document in a URL is in the logs of everything on the way; a hash says nothing. */
const trustedByGet = (): Problem =>
  new Problem('method-not-allowed', 'GET takes queries by the hash of a trusted document; send others by POST.', {
    headers: { Allow: 'POST' },
  });

function readyDocument(prepared: ReturnType<ReturnType<typeof documentCache>>): ReadyDocument {
  if (prepared.outcome === 'refused') throw limitRefusal(prepared.refusal);
  if (prepared.outcome === 'invalid') throw invalidDocument(prepared.errors);
  return prepared;
}

function costOf(
  schema: GraphQLSchema,
  { document, operation, variables: given }: Pick<PreparedOperation, 'document' | 'operation' | 'variables'>,
  limits: GraphLimits,
): number {
  const options = { maxErrors: MAX_VARIABLE_ERRORS, hideSuggestions: true };
  const { errors, variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], given, options);
  if (errors !== undefined) throw invalidDocument(errors);
  const { fragments } = document;
  const { cost, refusal } = operationCost({ schema, operation, fragments, variables: variableValues }, limits);
  if (refusal !== undefined) throw limitRefusal(refusal);
  return cost;
}

/** What changes something is never done by a method that is safe (RFC 9110, 9.2.1). */
const notByGet = ({ operation }: OperationDefinitionNode): Problem =>
  new Problem('method-not-allowed', `A ${operation} is sent by POST.`, { headers: { Allow: 'POST' } });

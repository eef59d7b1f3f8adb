import { type DefinitionNode, type DirectiveNode, Kind, print, visit } from 'graphql';
import type { Policy, SecurityRequirement } from '../model.ts';
import { tokenScopes } from '../security.ts';
import { timeoutChain } from '../timeouts.ts';
import { bodyArgument, keyArgument, mappedArguments } from './arguments.ts';
import { contractOnly } from './directives.ts';
import { type GraphContract, type GraphField, graphName, graphPath } from './model.ts';
import { type GraphOutline, type OutlinedField, valuesOf } from './outline.ts';
import { endpointPolicy, ownPolicy } from './policy.ts';
import { retirables } from './retirables.ts';
import { scopesOf } from './scopes.ts';

/** The rules have proved the shapes that are asserted here. */
export function deriveGraph(outline: GraphOutline): GraphContract {
  const policy = endpointPolicy(ownPolicy(outline), outline.contract) as unknown as Policy;
  return {
    file: outline.file,
    sdl: runtimeSdl(outline),
    endpoint: {
      operationId: graphName,
      method: 'POST',
      furtherMethods: ['GET', 'HEAD'],
      path: graphPath,
      security: securityOf(outline),
      policy,
      timeouts: timeoutChain(policy.timeout),
      parameters: [],
      headers: ['Idempotency-Key'],
      requestBody: {
        required: true,
        contents: [{ mediaType: 'application/json', kind: 'json', schema: {}, fields: [] }],
      },
    },
    documents: [],
    fields: outline.fields.flatMap((field) => toField(outline, field)),
    sunsets: Object.fromEntries(
      retirables(outline).flatMap(({ coordinate, sunset }) => (sunset === undefined ? [] : [[coordinate, sunset]])),
    ),
  };
}

/** What is asked for decides which scopes a caller needs; who has those of no field may not ask at all. */
function securityOf({ schema, fields }: GraphOutline): readonly SecurityRequirement[] {
  const lists = fields
    .filter(({ root }) => root !== undefined)
    .flatMap(({ node, operation }) => {
      const ofOperation = operation === undefined ? [] : tokenScopes(operation);
      return scopesOf(valuesOf(schema, 'requiresScopes', node)) ?? ofOperation;
    });
  const distinct = new Map(lists.map((list) => [list.toSorted().join(' '), list])).values();
  return [...distinct].map((scopes) => ({ credential: 'token', scopes }));
}

function toField(outline: GraphOutline, field: OutlinedField): readonly GraphField[] {
  const { coordinate, operation, root } = field;
  if (root === undefined || operation === undefined) return [];
  const has = (name: string) => field.field.args.some((one) => one.name === name);
  const mapped = mappedArguments(outline, field).filter(({ parameter }) => parameter !== undefined);
  return [
    {
      coordinate,
      operationId: operation.operationId,
      parameters: Object.fromEntries(mapped.map(({ argument, name }) => [argument.name, name])),
      ...(has(bodyArgument) && { body: bodyArgument }),
      ...(has(keyArgument) && { key: keyArgument }),
    },
  ];
}

/** The file as functions need it: what only the contract reads is left out, what the kit adds is in it. */
function runtimeSdl({ document, additions }: GraphOutline): string {
  const own = visit(document, {
    Directive: (node: DirectiveNode) => (contractOnly.has(node.name.value) ? null : undefined),
  });
  return [...additions, ...own.definitions.filter(saysSomething)].map(print).join('\n\n');
}

/** `extend schema` without its one directive is no GraphQL. */
const saysSomething = (node: DefinitionNode): boolean =>
  node.kind !== Kind.SCHEMA_EXTENSION || [node.directives, node.operationTypes].some((list) => (list?.length ?? 0) > 0);

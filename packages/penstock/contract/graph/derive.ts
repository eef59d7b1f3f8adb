import { type DefinitionNode, type DirectiveNode, Kind, print, visit } from 'graphql';
import type { Endpoint } from '../endpoint.ts';
import type { Policy, SecurityRequirement } from '../model.ts';
import { tokenScopes } from '../security.ts';
import { streamTimeoutChain, timeoutChain } from '../timeouts.ts';
import { bodyArgument, keyArgument, mappedArguments } from './arguments.ts';
import { contractOnly } from './directives.ts';
import { outlineEntities } from './entities.ts';
import { importedNames } from './federation/subgraph-sdl.ts';
import {
  type GraphContract,
  type GraphField,
  graphName,
  graphPath,
  graphStreamsName,
  graphStreamsPath,
  type Root,
} from './model.ts';
import { type GraphOutline, type OutlinedField, valuesOf } from './outline.ts';
import { endpointPolicy, ownPolicy, streamsPolicy } from './policy.ts';
import { retirables } from './retirables.ts';
import { scopesOf } from './scopes.ts';

/** The rules have proved the shapes that are asserted here. */
export function deriveGraph(outline: GraphOutline): GraphContract {
  const policy = endpointPolicy(ownPolicy(outline), outline.contract) as unknown as Policy;
  return {
    file: outline.file,
    sdl: runtimeSdl(outline),
    endpoint: {
      ...endpointOf(outline, ['query', 'mutation']),
      operationId: graphName,
      path: graphPath,
      headers: ['Idempotency-Key'],
      policy,
      timeouts: timeoutChain(policy.timeout),
    },
    streams: streamsOf(outline),
    subgraph: subgraphIn(outline),
    documents: [],
    fields: outline.fields.flatMap((field) => toField(outline, field)),
    sunsets: Object.fromEntries(
      retirables(outline).flatMap(({ coordinate, sunset }) => (sunset === undefined ? [] : [[coordinate, sunset]])),
    ),
  };
}

function streamsOf(outline: GraphOutline): Endpoint | undefined {
  const own = streamsPolicy(outline);
  if (own === undefined) return undefined;
  const policy = endpointPolicy(own, outline.contract) as unknown as Policy;
  return {
    ...endpointOf(outline, ['subscription']),
    operationId: graphStreamsName,
    path: graphStreamsPath,
    headers: ['Last-Event-ID'],
    policy,
    timeouts: streamTimeoutChain(policy.timeout),
  };
}

const endpointOf = (outline: GraphOutline, roots: readonly Root[]) =>
  ({
    method: 'POST',
    furtherMethods: ['GET', 'HEAD'],
    security: securityOf(outline, roots),
    parameters: [],
    requestBody: {
      required: true,
      contents: [{ mediaType: 'application/json', kind: 'json', schema: {}, fields: [] }],
    },
  }) satisfies Partial<Endpoint>;

/** What is asked for decides which scopes a caller needs; who has those of no field may not ask at all. */
function securityOf({ schema, fields }: GraphOutline, roots: readonly Root[]): readonly SecurityRequirement[] {
  const lists = fields
    .filter(({ root }) => root !== undefined && roots.includes(root))
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
      root,
      operationId: operation.operationId,
      parameters: Object.fromEntries(mapped.map(({ argument, name }) => [argument.name, name])),
      ...(has(bodyArgument) && { body: bodyArgument }),
      ...(has(keyArgument) && { key: keyArgument }),
    },
  ];
}

function subgraphIn(outline: GraphOutline): GraphContract['subgraph'] {
  if (importedNames(outline.document) === undefined) return undefined;
  const entities = outlineEntities(outline).flatMap(({ type, key = [], field: found }) =>
    (found === undefined ? [] : toField(outline, found)).map((field) => ({ type, key, field })),
  );
  return { sdl: sdlOf([...outline.additions, ...ownDefinitions(outline)]), entities };
}

/** The file as functions need it: what only the contract reads is left out, what the kit adds is in it. */
const runtimeSdl = (outline: GraphOutline): string =>
  sdlOf([...outline.additions, ...outline.machinery, ...ownDefinitions(outline)]);

const sdlOf = (definitions: readonly DefinitionNode[]): string => definitions.map(print).join('\n\n');

const ownDefinitions = ({ document }: GraphOutline): readonly DefinitionNode[] =>
  visit(document, {
    Directive: (node: DirectiveNode) => (contractOnly.has(node.name.value) ? null : undefined),
  }).definitions.filter(saysSomething);

/** `extend schema` without its one directive is no GraphQL. */
const saysSomething = (node: DefinitionNode): boolean =>
  node.kind !== Kind.SCHEMA_EXTENSION || [node.directives, node.operationTypes].some((list) => (list?.length ?? 0) > 0);

import { parse } from 'graphql';
import { type Endpoint, isPublic } from '../endpoint.ts';
import { fieldsOf, type GraphContract, type GraphField } from '../graph/model.ts';
import type { Contract } from '../model.ts';
import { banner } from './banner.ts';
import type { GeneratedFile } from './generated-file.ts';
import { documentFiles } from './graph-documents.ts';
import { operationsOf } from './graph-operations.ts';
import { resolversModule } from './graph-types.ts';
import { importTypes } from './import-types.ts';
import { Code, literal, quoted } from './literal.ts';

/** What the function of the graph knows: its promises, its schema, and the types of its resolvers. */
export const graphFiles = (contract: Contract, graph: GraphContract): readonly GeneratedFile[] => [
  { path: 'graph/contract.ts', content: contractModule(contract, graph, ofGraph(graph)) },
  ...ofStreams(graph).map((door) => ({ path: 'graph/streams.ts', content: contractModule(contract, graph, door) })),
  { path: 'graph/resolvers.ts', content: resolversModule(contract, graph) },
  { path: 'graph/schema.ts', content: schemaModule(contract, graph) },
  ...documentFiles(contract, graph.documents),
];

/** One of the functions of a graph. */
interface Door {
  readonly endpoint: Endpoint;
  readonly fields: readonly GraphField[];
  /** The types of its contract and of its resolvers. */
  readonly type: string;
  readonly resolvers: string;
}

const ofGraph = (graph: GraphContract): Door => ({
  endpoint: graph.endpoint,
  fields: fieldsOf(graph).graph,
  type: 'GraphContract',
  resolvers: 'Resolvers',
});

const ofStreams = (graph: GraphContract): readonly Door[] =>
  graph.streams === undefined
    ? []
    : [
        {
          endpoint: graph.streams,
          fields: fieldsOf(graph).streams,
          type: 'GraphStreamContract',
          resolvers: 'StreamResolvers',
        },
      ];

function contractModule(contract: Contract, graph: GraphContract, door: Door): string {
  const { endpoint, fields, type, resolvers } = door;
  return [
    banner(contract),
    importTypes([type], 'penstock/runtime/graph/contract'),
    ...operationsOf(fields).map((name) => `import { ${name} } from '../operations/${name}.ts';\n`),
    importTypes([resolvers], './resolvers.ts'),
    `import { trustedDocuments } from './documents.ts';\n`,
    `import { schema } from './schema.ts';\n\n`,
    `export const ${endpoint.operationId}: ${type}<${resolvers}> = ${literal(contents(contract, graph, door))};\n`,
  ].join('');
}

function contents({ plans }: Contract, graph: GraphContract, door: Door): object {
  const { sunsets } = graph;
  const { endpoint, fields } = door;
  const { operationId, timeouts, path } = endpoint;
  return {
    operationId,
    path,
    authenticated: !isPublic(endpoint),
    deadline: timeouts.deadline,
    stream: timeouts.stream === undefined ? undefined : { deadline: timeouts.stream },
    attempts: timeouts.attempts,
    attemptTimeout: timeouts.attemptTimeout,
    schema: new Code('schema'),
    fields: Object.fromEntries(
      fields.map(({ coordinate, operationId: served, parameters, body, key }) => [
        coordinate,
        { operation: new Code(served), parameters, body, key },
      ]),
    ),
    subgraph: subgraphOf(door, graph),
    sunsets,
    trusted: new Code('trustedDocuments'),
    plans: Object.fromEntries(Object.entries(plans).map(([name, { graphCost }]) => [name, { graphCost }])),
  };
}

/** Entities are asked for by queries alone. */
function subgraphOf({ type }: Door, { subgraph }: GraphContract): object | undefined {
  if (type !== 'GraphContract' || subgraph === undefined) return undefined;
  const { sdl, entities } = subgraph;
  const found = entities.map(({ type: name, key, field }) => [name, { key, field: field.coordinate }]);
  return { sdl, entities: Object.fromEntries(found) };
}

/**
 * The SDL as graphql's parser reads it, without places. As text it would be parsed at every cold start, which takes twice
 * as long.
 */
function schemaModule(contract: Contract, { sdl }: GraphContract): string {
  const document = JSON.stringify(parse(sdl, { noLocation: true }), withoutEmptyLists);
  return `${banner(contract)}\n/** The AST of the SDL, as JSON. */\nexport const schema =\n  ${quoted(document)};\n`;
}

const withoutEmptyLists = (_name: string, value: unknown): unknown =>
  Array.isArray(value) && value.length === 0 ? undefined : value;

import { parse } from 'graphql';
import { isPublic } from '../endpoint.ts';
import type { GraphContract } from '../graph/model.ts';
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
  { path: 'graph/contract.ts', content: contractModule(contract, graph) },
  { path: 'graph/resolvers.ts', content: resolversModule(contract, graph) },
  { path: 'graph/schema.ts', content: schemaModule(contract, graph) },
  ...documentFiles(contract, graph.documents),
];

function contractModule(contract: Contract, graph: GraphContract): string {
  const operations = operationsOf(graph);
  return [
    banner(contract),
    importTypes(['GraphContract'], 'penstock/runtime/graph/contract'),
    ...operations.map((name) => `import { ${name} } from '../operations/${name}.ts';\n`),
    importTypes(['Resolvers'], './resolvers.ts'),
    `import { trustedDocuments } from './documents.ts';\n`,
    `import { schema } from './schema.ts';\n\n`,
    `export const graph: GraphContract<Resolvers> = ${literal(contents(contract, graph))};\n`,
  ].join('');
}

function contents({ plans }: Contract, { endpoint, fields, sunsets }: GraphContract): object {
  const { operationId, timeouts } = endpoint;
  return {
    operationId,
    authenticated: !isPublic(endpoint),
    deadline: timeouts.deadline,
    attempts: timeouts.attempts,
    attemptTimeout: timeouts.attemptTimeout,
    schema: new Code('schema'),
    fields: Object.fromEntries(
      fields.map(({ coordinate, operationId: served, parameters, body, key }) => [
        coordinate,
        { operation: new Code(served), parameters, body, key },
      ]),
    ),
    sunsets,
    trusted: new Code('trustedDocuments'),
    plans: Object.fromEntries(Object.entries(plans).map(([name, { graphCost }]) => [name, { graphCost }])),
  };
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

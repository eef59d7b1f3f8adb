import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  Source,
  validate,
  visit,
} from 'graphql';
import type { Finding } from '../../finding.ts';
import type { DocumentFile } from './read.ts';

/** One operation with the fragments that it needs, as a client sends it. */
export interface TrustedDocument {
  readonly name: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** SHA-256 of the body, in hex. */
  readonly hash: string;
  readonly body: string;
}

export interface Trusted {
  /** By name. */
  readonly documents: readonly TrustedDocument[];
  readonly findings: readonly Finding[];
}

/**
 * Derives trusted documents from the operations of the graph's clients: each operation, with the fragments of any file
 * that it spreads, printed in one way. A hash stands for exactly that text.
 */
export function trustedDocuments(files: readonly DocumentFile[], schema: GraphQLSchema): Trusted {
  const read = files.map(({ file, text }) => readFile(file, text));
  const findings = read.flatMap((one) => one.findings);
  const definitions = read.flatMap(({ document }) => document?.definitions ?? []);
  if (findings.length > 0) return { documents: [], findings };
  const all: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  const wrong = [...unnamed(definitions), ...validate(schema, all)].map(findingOf);
  if (wrong.length > 0) return { documents: [], findings: wrong };
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const operations = definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const documents = operations.map((operation) => documentOf(operation, fragments));
  return { documents: documents.toSorted((a, b) => (a.name < b.name ? -1 : 1)), findings: [] };
}

function readFile(file: string, text: string) {
  try {
    return { document: parse(new Source(text, file)), findings: [] };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { document: undefined, findings: [findingOf(error)] };
  }
}

/** Logs, metrics and the manifest know an operation by its name; validation asks that no two have the same. */
const unnamed = (definitions: DocumentNode['definitions']): readonly GraphQLError[] =>
  definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION && one.name === undefined)
    .map((nodes) => new GraphQLError('The operation has no name.', { nodes }));

function findingOf({ message, source, locations = [] }: GraphQLError): Finding {
  const [{ line, column } = { line: 0, column: 0 }] = locations;
  return {
    file: source?.name ?? 'contract/graph/documents',
    line,
    column,
    path: '',
    rule: 'graph-document',
    message,
    fix: 'write the operation as the graph has it, with a name of its own and every fragment that it spreads in some file',
  };
}

function documentOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): TrustedDocument {
  const used = new Map<string, FragmentDefinitionNode>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = fragments.get(name);
        if (fragment === undefined || used.has(name)) return;
        used.set(name, fragment);
        collect(fragment);
      },
    });
  };
  collect(operation);
  const needed = [...used].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, fragment]) => fragment);
  const body = [operation, ...needed].map((one) => print(one)).join('\n\n');
  const hash = createHash('sha256').update(body).digest('hex');
  return { name: operation.name?.value ?? '', type: operation.operation, hash, body };
}

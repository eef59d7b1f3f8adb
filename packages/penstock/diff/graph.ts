import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentsBeside, graphBeside } from '../contract/files.ts';
import type { Finding } from '../contract/finding.ts';
import { type DocumentFile, readDocuments } from '../contract/graph/documents/read.ts';
import type { PlacedChange } from './change.ts';
import type { Roots } from './schema/pair.ts';

/** A graph as it is written. */
export interface GraphSide {
  readonly file: string;
  readonly text: string;
  /** Of its clients; empty where it does not know them. */
  readonly documents: readonly DocumentFile[];
}

/** The graph beside a contract; undefined where it has none. */
export function readGraphSide(contract: string): GraphSide | undefined {
  const file = join(dirname(contract), graphBeside);
  if (!existsSync(file)) return undefined;
  const documents = readDocuments(join(dirname(contract), documentsBeside));
  return { file, text: readFileSync(file, 'utf8'), documents };
}

export interface GraphChanges {
  readonly breaking: readonly Finding[];
  /** What breaks no client, as none of the base's documents uses it. */
  readonly unused: readonly string[];
  /** What its directives promise otherwise. */
  readonly promises: readonly PlacedChange[];
}

export interface GraphOptions {
  /** The contracts that they are beside. */
  readonly roots: Roots;
  /** YYYY-MM-DD, against which a sunset is judged */
  readonly today: string;
}

/**
 * What a graph breaks for the clients of its base: for those whose documents it has, or for any.
 *
 * @throws ContractError for what is no graph
 */
export async function compareGraphs(
  base: GraphSide | undefined,
  head: GraphSide | undefined,
  { roots, today }: GraphOptions,
): Promise<GraphChanges> {
  if (base === undefined || (base.text === head?.text && haveSameDefaults(roots))) return nothing;
  if (head === undefined) return { ...nothing, breaking: [removed(base.file)] };
  // What reads GraphQL is loaded where there is something to read.
  const [{ diffGraph }, { readVersion }, { trustedDocuments }, { compareDirectives }, { usageOf }] = await Promise.all([
    import('../contract/graph/diff/diff-graph.ts'),
    import('../contract/graph/diff/read-version.ts'),
    import('../contract/graph/documents/trusted-documents.ts'),
    import('./graph-changes.ts'),
    import('../contract/graph/diff/usage.ts'),
  ]);
  const [was, is] = [readVersion(base.file, base.text), readVersion(head.file, head.text)];
  const { documents, findings } = trustedDocuments(base.documents, was.schema);
  // Documents that could not be read may use anything.
  const known = documents.length > 0 && findings.length === 0 ? documents : undefined;
  const promises = compareDirectives({
    base: { file: base.file, document: was.document, root: roots.base },
    head: { file: head.file, document: is.document, root: roots.head },
    usage: known && usageOf(was.schema, known),
    today,
  });
  const over = promises.filter(({ rule }) => rule === 'field-sunset').flatMap(({ reaches }) => reaches);
  const { findings: breaking, unused } = await diffGraph({ base: was, head: is, file: head.file, documents: known });
  return { breaking: breaking.filter(({ path }) => !over.includes(path)), unused, promises };
}

const haveSameDefaults = ({ base, head }: Roots): boolean =>
  JSON.stringify(base['x-penstock']) === JSON.stringify(head['x-penstock']);

const nothing: GraphChanges = { breaking: [], unused: [], promises: [] };

const removed = (file: string): Finding => ({
  file,
  line: 0,
  column: 0,
  path: '',
  rule: 'GRAPH_REMOVED',
  message: 'the graph is gone',
  fix: 'keep it until no client asks it',
});

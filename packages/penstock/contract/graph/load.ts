import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentsBeside, subgraphsBeside } from '../files.ts';
import { ContractError } from '../finding.ts';
import type { Contract } from '../model.ts';
import type { GraphContract } from './model.ts';

export interface LoadOptions {
  /** Whether a subgraph is composed with those that are beside it. */
  readonly compose?: boolean;
}

/**
 * Reads and checks a graph and the documents of its clients; undefined where there is none. What reads GraphQL is loaded where there is something to read.
 *
 * @throws ContractError with every finding
 */
export async function loadGraph(
  file: string,
  contract: Contract,
  { compose = false }: LoadOptions = {},
): Promise<GraphContract | undefined> {
  if (!existsSync(file)) return undefined;
  const [{ parseGraph }, { loadDocuments }, { buildSchema }] = await Promise.all([
    import('./parse.ts'),
    import('./documents/load.ts'),
    import('graphql'),
  ]);
  const graph = parseGraph(file, readFileSync(file, 'utf8'), contract);
  if (compose) await refuseUncomposed(file, graph);
  const schema = buildSchema(graph.sdl, { assumeValid: true });
  return { ...graph, documents: loadDocuments(join(dirname(file), documentsBeside), schema) };
}

async function refuseUncomposed(file: string, { subgraph }: GraphContract): Promise<void> {
  if (subgraph === undefined) return;
  const [{ compositionFindings }, { readDocuments }] = await Promise.all([
    import('./federation/compose.ts'),
    import('./documents/read.ts'),
  ]);
  const others = readDocuments(join(dirname(file), subgraphsBeside)).map((one) => ({ file: one.file, sdl: one.text }));
  const findings = compositionFindings({ file, sdl: subgraph.sdl }, others);
  if (findings.length > 0) throw new ContractError(findings);
}

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documentsBeside } from '../files.ts';
import type { Contract } from '../model.ts';
import type { GraphContract } from './model.ts';

/**
 * Reads and checks a graph and the documents of its clients; undefined where there is none. What reads GraphQL is loaded where there is something to read.
 *
 * @throws ContractError with every finding
 */
export async function loadGraph(file: string, contract: Contract): Promise<GraphContract | undefined> {
  if (!existsSync(file)) return undefined;
  const [{ parseGraph }, { loadDocuments }, { buildSchema }] = await Promise.all([
    import('./parse.ts'),
    import('./documents/load.ts'),
    import('graphql'),
  ]);
  const graph = parseGraph(file, readFileSync(file, 'utf8'), contract);
  const schema = buildSchema(graph.sdl, { assumeValid: true });
  return { ...graph, documents: loadDocuments(join(dirname(file), documentsBeside), schema) };
}

import { readEnvironment } from '../env.ts';

/** What the function of a graph is told of its stage. Throws one error that names all that is missing. */
const readGraphEnv = () => readEnvironment(['GRAPH_INTROSPECTION', 'GRAPH_DOCUMENTS']);

export type GraphVariable = keyof ReturnType<typeof readGraphEnv>;

export interface GraphSettings {
  /** Whether callers may ask what the graph has. */
  readonly introspection: boolean;
  /** Whether documents that the contract does not have are refused. */
  readonly trustedOnly: boolean;
}

export function lambdaSettings(): GraphSettings {
  const { GRAPH_INTROSPECTION, GRAPH_DOCUMENTS } = readGraphEnv();
  return { introspection: GRAPH_INTROSPECTION === 'on', trustedOnly: GRAPH_DOCUMENTS === 'trusted' };
}

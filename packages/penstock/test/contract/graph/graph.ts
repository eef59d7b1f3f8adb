import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError, type Finding } from '../../../contract/finding.ts';
import type { GraphContract } from '../../../contract/graph/model.ts';
import { parseGraph } from '../../../contract/graph/parse.ts';
import { contract } from '../../../testkit/sample/contract.ts';

/** The graph of the sample, whose fields serve the operations of its contract. */
export const graphFile = join(import.meta.dirname, '../../../testkit/sample/graph.graphql');
export const graphText = readFileSync(graphFile, 'utf8');

export interface Edit {
  readonly from: string;
  readonly to: string;
}

/** The sample's text with each edit made once; what is not there is a mistake of the test. */
export const editedGraph = (...edits: readonly Edit[]): string =>
  edits.reduce((text, { from, to }) => {
    if (!text.includes(from)) throw new Error(`The sample's graph has no ${from}`);
    return text.replace(from, () => to);
  }, graphText);

export const read = (text = graphText): GraphContract => parseGraph('broken.graphql', text, contract);

export function graphFindings(text: string): readonly Finding[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.findings;
    throw error;
  }
}

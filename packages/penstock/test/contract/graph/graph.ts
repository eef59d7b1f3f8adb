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

/** The graph with a subscription, and the promises of its endpoint. */
export const subscriptionOf = (promises: string, operationId = 'watchParcel'): Edit => ({
  from: 'type Mutation {',
  to: `type Subscription ${promises} {
  parcelEvents(id: ID! @parameter(name: "parcelId")): Parcel @useCase(operationId: "${operationId}") @requiresScopes(scopes: [["parcels:read"]])
}

type Mutation {`,
});

export const read = (text = graphText, of = contract): GraphContract => parseGraph('broken.graphql', text, of);

export function graphFindings(text: string, of = contract): readonly Finding[] {
  try {
    read(text, of);
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.findings;
    throw error;
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ContractError } from '../../../contract/finding.ts';
import { loadGraph } from '../../../contract/graph/load.ts';
import { contract } from '../../../testkit/sample/contract.ts';
import { editedGraph } from './graph.ts';

const link = '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes"])';
const subgraph = editedGraph(
  { from: 'extend schema\n', to: `extend schema\n  ${link}\n` },
  { from: 'type Parcel {', to: 'type Parcel @key(fields: "id") {' },
);
const carriers = (parcel: string) => `extend schema ${link}
type Query { carriers: [String!]! }
type Parcel @key(fields: "id") { ${parcel} }
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What is found in a graph with another subgraph beside it. */
async function findingsWith(other?: string, text = subgraph, compose = true) {
  const folder = mkdtempSync(join(tmpdir(), 'composition-'));
  folders.push(folder);
  const file = join(folder, 'graph.graphql');
  writeFileSync(file, text);
  if (other !== undefined) {
    mkdirSync(join(folder, 'graph/subgraphs'), { recursive: true });
    writeFileSync(join(folder, 'graph/subgraphs/carriers.graphql'), other);
  }
  try {
    await loadGraph(file, contract, { compose });
    return [];
  } catch (error) {
    if (error instanceof ContractError) return error.findings;
    throw error;
  }
}

describe('a graph that links federation', () => {
  it.each([
    ['alone', undefined],
    ['with a subgraph that knows its entity by the key', carriers('id: ID! carrier: String')],
  ])('composes %s', async (_, other) => {
    expect(await findingsWith(other)).toEqual([]);
  });

  it.each([
    ['a field of another type', carriers('id: ID! total: String'), 'FIELD_TYPE_MISMATCH'],
    ['a field that both resolve', carriers('id: ID! currency: String!'), 'INVALID_FIELD_SHARING'],
    ['a file that is no GraphQL', 'type Query (', 'Syntax Error'],
  ])('is refused beside %s', async (_, other, message) => {
    const findings = await findingsWith(other);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'graph-composition', message: expect.stringContaining(message) }),
    );
  });

  it('is refused alone, where its key is no field', async () => {
    const text = subgraph.replace('@key(fields: "id")', '@key(fields: "id") @key(fields: "weight", resolvable: false)');
    expect(await findingsWith(undefined, text)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('KEY_INVALID_FIELDS') }),
    ]);
  });

  it('is composed where the contract is checked, and nowhere else', async () => {
    expect(await findingsWith(carriers('id: ID! total: String'), subgraph, false)).toEqual([]);
  });
});

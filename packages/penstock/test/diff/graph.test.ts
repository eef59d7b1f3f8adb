import { describe, expect, test } from '@jest/globals';
import { compareGraphs } from '../../diff/graph.ts';

const sdl = 'type Query { parcel: Parcel }\ntype Parcel { id: ID at: DateTime @sunset(date: "2030-01-01") }';
const graph = (text: string, ...documents: string[]) => ({
  file: 'graph.graphql',
  text,
  documents: documents.map((one, index) => ({ file: `${index}.graphql`, text: one })),
});
const withoutId = sdl.replace('id: ID ', '');

describe('a graph', () => {
  test.each([
    ['that is new', undefined, graph(sdl)],
    ['that there never was', undefined, undefined],
    ['that is as it was', graph(sdl), graph(sdl)],
    ['whose text alone is another', graph(sdl), graph(`# as before\n${sdl}`)],
  ])('%s breaks nobody', async (_what, base, head) => {
    expect(await compareGraphs(base, head)).toEqual({ breaking: [], unused: [] });
  });

  test('that is gone breaks everybody', async () => {
    const { breaking } = await compareGraphs(graph(sdl), undefined);
    expect(breaking).toMatchObject([{ rule: 'GRAPH_REMOVED', file: 'graph.graphql' }]);
  });

  test.each([
    ['a document that uses it', ['query A { parcel { id } }'], 1, 0],
    ['documents that do not', ['query A { parcel { at } }'], 0, 1],
    ['no documents, so that any may', [], 1, 0],
    ['documents that are not valid, so that any may', ['query A { parcel { at nothing } }'], 1, 0],
  ])('that lost a field is judged by %s', async (_what, documents, breaking, unused) => {
    const changes = await compareGraphs(graph(sdl, ...documents), graph(withoutId, 'query B { parcel { at } }'));
    expect({ breaking: changes.breaking.length, unused: changes.unused.length }).toEqual({ breaking, unused });
  });

  test('that is no GraphQL fails with its place', async () => {
    const compared = compareGraphs(graph(sdl), graph('type Query {\n  a: }'));
    await expect(compared).rejects.toMatchObject({ findings: [{ file: 'graph.graphql', line: 2, rule: 'graph' }] });
  });
});

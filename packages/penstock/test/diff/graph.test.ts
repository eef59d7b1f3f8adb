import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compareGraphs } from '../../diff/graph.ts';
import { ruleOf } from '../../diff/rules.ts';
import { contractFile } from '../../testkit/sample/contract.ts';
import { today } from './changed.ts';
import { editedText, graphCases, type TextEdit } from './text-cases.ts';

const sdl = 'type Query { parcel: Parcel }\ntype Parcel { id: ID at: DateTime @sunset(date: "2030-01-01") }';
const graph = (text: string, ...documents: string[]) => ({
  file: 'graph.graphql',
  text,
  documents: documents.map((one, index) => ({ file: `${index}.graphql`, text: one })),
});
const options = { roots: { base: {}, head: {} }, today };
const withoutId = sdl.replace('id: ID ', '');

describe('a graph', () => {
  test.each([
    ['that is new', undefined, graph(sdl)],
    ['that there never was', undefined, undefined],
    ['that is as it was', graph(sdl), graph(sdl)],
    ['whose text alone is another', graph(sdl), graph(`# as before\n${sdl}`)],
  ])('%s breaks nobody', async (_what, base, head) => {
    expect(await compareGraphs(base, head, options)).toEqual({ breaking: [], unused: [], promises: [] });
  });

  test('that is gone breaks everybody', async () => {
    const { breaking } = await compareGraphs(graph(sdl), undefined, options);
    expect(breaking).toMatchObject([{ rule: 'GRAPH_REMOVED', file: 'graph.graphql' }]);
  });

  test.each([
    ['a document that uses it', ['query A { parcel { id } }'], 1, 0],
    ['documents that do not', ['query A { parcel { at } }'], 0, 1],
    ['no documents, so that any may', [], 1, 0],
    ['documents that are not valid, so that any may', ['query A { parcel { at nothing } }'], 1, 0],
  ])('that lost a field is judged by %s', async (_what, documents, breaking, unused) => {
    const changes = await compareGraphs(
      graph(sdl, ...documents),
      graph(withoutId, 'query B { parcel { at } }'),
      options,
    );
    expect({ breaking: changes.breaking.length, unused: changes.unused.length }).toEqual({ breaking, unused });
  });

  test('that is no GraphQL fails with its place', async () => {
    const compared = compareGraphs(graph(sdl), graph('type Query {\n  a: }'), options);
    await expect(compared).rejects.toMatchObject({ findings: [{ file: 'graph.graphql', line: 2, rule: 'graph' }] });
  });
});

const sampleText = readFileSync(join(dirname(contractFile), '../graph.graphql'), 'utf8');

const promisesOf = async (before: readonly TextEdit[], edits: readonly TextEdit[], ...documents: string[]) => {
  const was = editedText(sampleText, before);
  const { breaking, promises } = await compareGraphs(graph(was, ...documents), graph(editedText(was, edits)), options);
  expect(breaking).toEqual([]);
  return promises;
};

describe('what directives of a graph promise', () => {
  test.each(graphCases)('%s: %s', async (...[, rule, edits, before = []]) => {
    const changes = await promisesOf(before, edits);
    expect(changes).toContainEqual(expect.objectContaining({ rule, ...ruleOf(rule) }));
    expect(changes.map(({ level }) => level)).not.toContain(ruleOf(rule).level === 'safe' ? 'breaking' : 'none');
  });

  test('is told with its place, and what it reaches', async () => {
    const [change] = await promisesOf([], [['@cost(weight: "10")', '@cost(weight: "20")']]);
    const line = sampleText.split('\n').findIndex((one) => one.includes('createParcel(')) + 1;
    expect(change).toMatchObject({
      reaches: ['Mutation.createParcel'],
      message: '@cost 10 became 20',
      place: `graph.graphql:${line}`,
    });
  });

  test.each([
    ['a document that uses it', 'query A { parcel(id: "1") { id items { sku } } }', 'breaking', '; used by A'],
    ['documents that do not', 'query A { parcel(id: "1") { id } }', 'safe', '; no document of a client uses it'],
  ])('is judged by %s', async (_what, document, level, said) => {
    const guarded: TextEdit = ['items: [Item!]!', 'items: [Item!]! @requiresScopes(scopes: [["a"]])'];
    const [change] = await promisesOf([], [guarded], document);
    expect(change).toMatchObject({ rule: 'scope-added', level, message: `asks for a now${said}` });
  });

  test('comes from the defaults of the contract too', async () => {
    const [was, is] = [1, 2].map((rate) => ({ 'x-penstock': { throttle: { rate } } }));
    const { promises } = await compareGraphs(graph(sdl), graph(sdl), {
      ...options,
      roots: { base: is ?? {}, head: was ?? {} },
    });
    expect(promises).toEqual([]);
    const linked = `extend schema @penstock(timeout: 3)\n${sdl}`;
    const both = await compareGraphs(graph(linked), graph(linked), {
      ...options,
      roots: { base: is ?? {}, head: was ?? {} },
    });
    expect(both.promises).toMatchObject([{ rule: 'throttle-lowered', reaches: ['graph'] }]);
  });
});

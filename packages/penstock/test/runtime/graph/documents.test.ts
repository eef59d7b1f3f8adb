import { describe, expect, it } from '@jest/globals';
import { trustedDocuments } from '../../../contract/graph/documents/trusted-documents.ts';
import {
  documentCache,
  documentHash,
  operationNamed,
  type ReadyDocument,
} from '../../../runtime/graph/documents/document-cache.ts';
import { documentFor, mayBeGot } from '../../../runtime/graph/documents/trusted-documents.ts';
import { limitsOf } from '../../../runtime/graph/safety/limits.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';
import { ready } from './asked.ts';

const rules = { schema: parcelsSchema, limits: limitsOf({ depth: 3 }), introspection: false };
const byId = (id: string) => `{ parcel(id: "${id}") { id } }`;

describe('a document', () => {
  it('that is valid has its hash, operations and fragments', () => {
    const source = 'query A { parcel(id: "1") { ...F } } fragment F on Parcel { id }';
    const document = ready(source);
    expect(document.hash).toBe(documentHash(source));
    expect(document.operations.map(({ name }) => name?.value)).toEqual(['A']);
    expect([...document.fragments.keys()]).toEqual(['F']);
  });

  it.each([
    ['malformed', '{', /Syntax Error/],
    ['not of the schema', '{ parsel { id } }', /Cannot query field "parsel" on type "Query"\.$/],
  ])('that is %s is told, without suggestions', (_what, source, message) => {
    const prepared = documentCache(rules)(source);
    expect(prepared).toMatchObject({ outcome: 'invalid', errors: [{ message: expect.stringMatching(message) }] });
  });

  it('with many mistakes has five told, and that there are more', () => {
    const source = `{ ${Array.from({ length: 9 }, (_, index) => `x${index}`).join(' ')} }`;
    const prepared = documentCache(rules)(source);
    expect(prepared.outcome === 'invalid' && prepared.errors.length).toBe(6);
  });

  it('over a limit is refused before it is validated', () => {
    const prepared = documentCache(rules)('{ a { b { c { d } } } }');
    expect(prepared).toMatchObject({ outcome: 'refused', refusal: { code: 'depth-limit' } });
    expect(documentCache({ ...rules, limits: limitsOf({ tokens: 3 }) })('{ a b }')).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'token-limit' },
    });
  });
});

describe('the cache of documents', () => {
  it('reads a document once', () => {
    const documents = documentCache(rules);
    expect(documents(byId('1'))).toBe(documents(byId('1')));
  });

  it.each([
    ['documents', { most: 2 }],
    ['characters', { mostCharacters: 2 * byId('1').length }],
  ])('retains as many %s as it may, those that were used last', (_what, bounds) => {
    const documents = documentCache({ ...rules, ...bounds });
    const [first, second] = [documents(byId('1')), documents(byId('2'))];
    expect(documents(byId('1'))).toBe(first);
    documents(byId('3'));
    expect(documents(byId('1'))).toBe(first);
    expect(documents(byId('2'))).not.toBe(second);
  });

  it('retains nothing that alone has more characters than all may have', () => {
    const documents = documentCache({ ...rules, mostCharacters: byId('1').length - 1 });
    expect(documents(byId('1'))).not.toBe(documents(byId('1')));
  });

  it('retains nothing that is refused: it would take the room of what clients use', () => {
    const documents = documentCache({ ...rules, most: 1 });
    const kept = documents(byId('1'));
    for (const bad of ['{', '{ nothing }', '{ a { b { c { d } } } }']) documents(bad);
    expect(documents(byId('1'))).toBe(kept);
  });
});

describe('the operation of a document', () => {
  const two = ready('query A { depots { code } } query B { depots { code } }', parcelsSchema, { operations: 2 });
  const fragments = { ...two, operations: [] };

  it.each([
    ['the named one', two, 'B', 'B'],
    ['the only one', ready('query A { depots { code } }'), undefined, 'A'],
    ['an error for a name that is not there', two, 'C', 'The document has no operation "C".'],
    ['an error where it is not clear which', two, undefined, 'Which operation is to run? Send its operationName.'],
    ['an error where there is none', fragments, undefined, 'The document has no operation.'],
  ])('is %s', (_what, document: ReadyDocument, name, expected) => {
    const found = operationNamed(document, name);
    expect(found instanceof Error ? found.message : found.name?.value).toBe(expected);
  });
});

describe('trusted documents', () => {
  const files = [
    {
      file: 'list.graphql',
      text: 'query List { parcels(first: 1) { nodes { ...P } } }\nmutation Cancel { cancelParcel(id: "1") { id } }',
    },
    { file: 'parts.graphql', text: 'fragment P on Parcel { id ...D }\nfragment D on Parcel { depot { code } }' },
  ];
  const { documents } = trustedDocuments(files, parcelsSchema);
  const trusted = Object.fromEntries(documents.map(({ hash, body }) => [hash, body]));
  const [cancel, list] = documents;
  const hash = String(list?.hash);
  const open = { trusted, only: false };
  const closed = { trusted, only: true };

  it.each([
    ['by its documentId', { documentId: `sha256:${hash}` }],
    ['by the hash alone', { documentId: hash }],
    ['as Apollo’s clients ask', { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }],
    ['by its text', { query: list?.body }],
  ])('are found %s where the stage takes no other', (_what, request) => {
    expect(documentFor(request, closed)).toEqual({ outcome: 'found', source: list?.body, trusted: true });
  });

  it('are all that such a stage runs', () => {
    const query = byId('1');
    expect(documentFor({ query }, closed)).toEqual({ outcome: 'document-not-trusted', hash: documentHash(query) });
    expect(documentFor({ query }, open)).toEqual({ outcome: 'found', source: query, trusted: false });
  });

  it.each([
    ['another hash', { documentId: 'f'.repeat(100) }, { outcome: 'document-unknown', hash: 'f'.repeat(64) }],
    ['a name of every object', { documentId: 'constructor' }, { outcome: 'document-unknown', hash: 'constructor' }],
    ['neither', {}, { outcome: 'no-document' }],
    ['an empty document', { query: '' }, { outcome: 'no-document' }],
    ['no text', { query: 7, documentId: 7, extensions: null }, { outcome: 'no-document' }],
  ])('are not found by %s', (_what, request, expected) => {
    expect(documentFor(request, open)).toEqual(expected);
  });

  it('may be got where they are queries by their hash', () => {
    const got = (request: object, source = String(list?.body)) => {
      const operation = operationNamed(ready(source), undefined);
      return !(operation instanceof Error) && mayBeGot(documentFor(request, open), request, operation);
    };
    expect(got({ documentId: hash })).toBe(true);
    expect(got({ documentId: cancel?.hash }, cancel?.body)).toBe(false);
    expect(got({ query: list?.body })).toBe(false);
    expect(got({ documentId: hash, query: list?.body })).toBe(false);
    expect(got({ documentId: 'other' })).toBe(false);
  });
});

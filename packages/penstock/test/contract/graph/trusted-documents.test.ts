import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import {
  type DocumentFile,
  trustedDocuments,
  trustedManifest,
  trustedModule,
} from '../../../contract/graph/documents/trusted-documents.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';

const derive = (...texts: string[]) =>
  trustedDocuments(
    texts.map((text, index): DocumentFile => ({ file: `${index}.graphql`, text })),
    parcelsSchema,
  );
const one = 'query One { parcel(id: "1") { ...P } }';
const parts = 'fragment P on Parcel { id ...D }\nfragment D on Parcel { depot { code } }';

describe('operations of clients', () => {
  it('become one document each, with what it spreads from any file', () => {
    const { documents, findings } = derive(parts, `${one}\nmutation Cancel { cancelParcel(id: "1") { id } }`);

    expect(findings).toEqual([]);
    expect(documents.map(({ name, type }) => [name, type])).toEqual([
      ['Cancel', 'mutation'],
      ['One', 'query'],
    ]);
    const names = parse(documents[1]?.body ?? '').definitions.map(
      (definition) => 'name' in definition && definition.name?.value,
    );
    expect(names).toEqual(['One', 'D', 'P']);
  });

  it('have the same hash however they are laid out', () => {
    const [first] = derive(parts, one).documents;
    const [second] = derive(one.replaceAll(' ', '\n  '), parts).documents;
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toEqual(first);
    expect(derive(parts, one.replace('"1"', '"2"')).documents[0]?.hash).not.toBe(first?.hash);
  });

  it('fail with every place that is wrong', () => {
    const { documents, findings } = derive('{ depots { code } }\n', 'query A {\n  depots { nothing }\n  ...Nowhere\n}');
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([
      { file: '0.graphql', line: 1, column: 1, rule: 'graph-document', message: 'The operation has no name.' },
      expect.objectContaining({ file: '0.graphql', line: 1 }),
      { file: '1.graphql', line: 2, column: 12, message: 'Cannot query field "nothing" on type "Depot".' },
      { file: '1.graphql', line: 3, message: 'Unknown fragment "Nowhere".' },
    ]);
  });

  it('fail where a file can’t be read, before they are validated together', () => {
    expect(derive('query A {', one).findings).toMatchObject([{ file: '0.graphql', line: 1, rule: 'graph-document' }]);
  });

  it('fail where two have one name', () => {
    expect(derive(one, one, parts).findings).toMatchObject([
      { message: 'There can be only one operation named "One".' },
    ]);
  });

  it('become a module and a manifest', async () => {
    const { documents } = derive(parts, one);
    const [{ hash, body } = { hash: '', body: '' }] = documents;
    expect(trustedModule(documents)).toContain(`  // One\n  '${hash}': ${JSON.stringify(body)},\n`);
    expect(trustedManifest(documents)).toMatchObject({
      version: 1,
      operations: [{ id: hash, name: 'One', type: 'query', body }],
    });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { documentFiles } from '../../../contract/generate/graph-documents.ts';
import { loadDocuments } from '../../../contract/graph/documents/load.ts';
import type { DocumentFile } from '../../../contract/graph/documents/read.ts';
import { trustedDocuments } from '../../../contract/graph/documents/trusted-documents.ts';
import { parcelsSchema } from '../../../testkit/graph/schema.ts';
import { contract } from '../../../testkit/sample/contract.ts';

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

  it('become a module and a manifest', () => {
    const { documents } = derive(parts, one);
    const [{ hash, body } = { hash: '', body: '' }] = documents;
    const [module, manifest] = documentFiles(contract, documents);
    expect(module?.path).toBe('graph/documents.ts');
    expect(module?.content).toContain(`  // One\n  '${hash}': '${body.replaceAll('\n', '\\n')}',\n`);
    expect(manifest?.path).toBe('graph/documents.json');
    expect(JSON.parse(manifest?.content ?? '')).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: hash, name: 'One', type: 'query', body }],
    });
  });
});

describe('a folder of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read with the folders in it, whatever else it has', () => {
    mkdirSync(join(folder, 'web'));
    writeFileSync(join(folder, 'web/one.graphql'), one);
    writeFileSync(join(folder, 'parts.gql'), parts);
    writeFileSync(join(folder, 'README.md'), 'no document');
    expect(loadDocuments(folder, parcelsSchema).map(({ name }) => name)).toEqual(['One']);
    expect(loadDocuments(join(folder, 'nowhere'), parcelsSchema)).toEqual([]);
    writeFileSync(join(folder, 'parts.gql'), 'fragment P on Parcel {');
    expect(() => loadDocuments(folder, parcelsSchema)).toThrow(/parts\.gql:1:23 .*graph-document/);
  });
});

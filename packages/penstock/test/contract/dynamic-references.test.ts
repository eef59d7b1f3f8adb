import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { joinFiles } from '../../contract/join-files.ts';
import { asObject } from '../../contract/json.ts';
import { target } from '../../contract/node.ts';
import { parseSource } from '../../contract/source.ts';
import { closed, documentOf, type Parts, text } from './accepted/document.ts';
import { findingsOf, lineOf } from './contract.ts';

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (items: object) => ({ type: 'array', maxItems: 3, items });
const written = (parts: Parts): string => stringify(documentOf(parts), { aliasDuplicateObjects: false });

/** The schemas of a document, its dynamic references resolved. */
function resolved(schemas: object) {
  const { root } = joinFiles(parseSource('a.yaml', written({ body: refer('Users'), schemas })));
  return (name: string) => asObject(target(root, `#/components/schemas/${name}`)?.value);
}

const page = (more: object = {}) => ({
  $id: 'page',
  ...closed({ items: list({ $dynamicRef: '#item' }) }),
  $defs: { item: { $dynamicAnchor: 'item', not: {} } },
  ...more,
});
const item = (schema: object) => ({ $defs: { item: { $dynamicAnchor: 'item', ...schema } } });

describe('a dynamic reference', () => {
  it('leads where the outermost schema says, which is one of its own then', () => {
    const schema = resolved({ Page: page(), Users: { $id: 'users', $ref: 'page', ...item(text()) } });
    expect(schema('Users').properties).toEqual({ items: list({ $ref: '#/components/schemas/Users/$defs/item' }) });
    expect(schema('Page').properties).toEqual({ items: list({ $ref: '#/components/schemas/Page/$defs/item' }) });
  });

  it('leads there through schemas between', () => {
    const schema = resolved({
      Page: page(),
      Envelope: { $id: 'envelope', ...closed({ page: { $ref: 'page' } }) },
      Users: { $id: 'users', ...closed({ at: { $ref: 'envelope' } }), ...item(text()) },
    });
    const [envelope, inside] = ['EnvelopeInUsers', 'PageInUsers'];
    expect(schema('Users').properties).toEqual({ at: refer(envelope) });
    expect(schema(envelope).properties).toEqual({ page: refer(inside) });
    expect(schema(inside).properties).toEqual({ items: list({ $ref: '#/components/schemas/Users/$defs/item' }) });
    expect(Object.keys(schema(inside))).not.toContain('$id');
  });

  it('is one schema for all that say the same', () => {
    const users = { $id: 'users', ...item(text()), ...closed({ a: { $ref: 'page' }, b: { $ref: 'page' } }) };
    const schema = resolved({ Page: page(), PageInUsers: text(), Users: users });
    expect(schema('Users').properties).toEqual({ a: refer('PageInUsers2'), b: refer('PageInUsers2') });
  });

  it('holds with what stands beside it', () => {
    const kept = { $ref: '#/components/schemas/Text', $dynamicRef: '#item' };
    const schema = resolved({ Text: text(), Users: { $id: 'users', ...closed({ a: kept }), ...item(text(3)) } });
    expect(schema('Users').properties).toEqual({
      a: { ...refer('Text'), allOf: [{ $ref: '#/components/schemas/Users/$defs/item' }] },
    });
  });

  it('has its findings where it is written', () => {
    const schemas = {
      Page: page(closed({ items: list({ $dynamicRef: '#item' }), note: { type: 'string' } })),
      Users: { $id: 'users', ...closed({ at: { $ref: 'page' } }), ...item(text()) },
    };
    const source = written({ body: refer('Users'), schemas });
    const lines = findingsOf(source).map(({ rule, line }) => [rule, line]);
    expect(lines).toEqual([['bounded', lineOf(source, 'note:')]]);
  });

  it('is a finding where two schemas under one $id have its anchor', () => {
    const { $id: _, ...unnamed } = page();
    const users = { ...refer('Page'), ...item(text()) };
    const found = findingsOf(written({ body: refer('Users'), schemas: { Page: unnamed, Users: users } }));
    expect(found.map(({ rule, path, message }) => [rule, path, message])).toContainEqual([
      'reference',
      '/components/schemas/Page/properties/items/items/$dynamicRef',
      'expected each $dynamicAnchor once among what shares an $id, received "item" several times',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parseContract } from '../../contract/load.ts';
import { asVersion31 } from '../../contract/older-versions.ts';
import { parseSource } from '../../contract/source.ts';
import { compareContracts } from '../../diff/compare.ts';
import { contractText, edited, lineOf } from './contract.ts';

const rootOf = (text: string) => asVersion31(parseSource('contract.yaml', text)).root;
const schemasOf = (yaml: string) =>
  (rootOf(`openapi: 3.0.3\ncomponents:\n  schemas:\n${yaml}`).components as { schemas: Record<string, unknown> })
    .schemas;

describe('a document of OpenAPI 3.0', () => {
  test.each([
    ['null beside a type', '{ type: string, nullable: true }', { type: ['string', 'null'] }],
    [
      'null beside values',
      '{ type: string, nullable: true, enum: [a] }',
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'null beside a composition',
      "{ nullable: true, allOf: [{ $ref: '#/x' }] }",
      { anyOf: [{ allOf: [{ $ref: '#/x' }] }, { type: 'null' }] },
    ],
    ['no null', '{ type: string, nullable: false }', { type: 'string' }],
    [
      'a bound that is not reached',
      '{ type: integer, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }',
      { type: 'integer', exclusiveMinimum: 1, maximum: 5 },
    ],
    ['what stands beside a reference', "{ $ref: '#/x', description: ignored }", { $ref: '#/x' }],
    [
      'a property called nullable',
      '{ type: object, properties: { nullable: { type: boolean, nullable: true } } }',
      { type: 'object', properties: { nullable: { type: ['boolean', 'null'] } } },
    ],
    [
      'an example',
      '{ type: object, example: { nullable: true, $ref: 1 } }',
      { type: 'object', example: { nullable: true, $ref: 1 } },
    ],
  ])('%s', (_, written, expected) => {
    expect(schemasOf(`    A: ${written}\n`)).toEqual({ A: expected });
  });

  test('promises what the same document of 3.1 does', () => {
    const nullable = {
      after: '    ParcelPatch:',
      from: "type: [string, 'null']",
      to: 'type: string\n          nullable: true',
    };
    const cursor = {
      after: '    NextCursor:',
      from: "type: [string, 'null']",
      to: 'type: string\n      nullable: true',
    };
    const version = { from: 'openapi: 3.1.1', to: 'openapi: 3.0.3' };
    const license = {
      from: '    identifier: Apache-2.0\n',
      to: '    url: https://www.apache.org/licenses/LICENSE-2.0\n',
    };
    const summary = { from: '  summary: Register, read', to: '  x-summary: Register, read' };
    const old = edited(version, license, summary, nullable, cursor);
    const { document } = parseContract('old.yaml', old);
    expect(
      compareContracts({ base: document, head: parseContract('new.yaml', contractText).document }, '2027-01-01'),
    ).toEqual([]);
  });

  test('has its mistakes where they stand', () => {
    const old = edited(
      { from: 'openapi: 3.1.1', to: 'openapi: 3.0.3' },
      { after: 'Items:', from: 'minItems: 1', to: 'minItems: 200' },
    );
    expect(() => parseContract('old.yaml', old)).toThrow(`old.yaml:${lineOf(old, 'minItems: 200')}:`);
  });
});

test('a document of OpenAPI 3.2 is read, and what changes what is served is said', () => {
  const newer = edited(
    { from: 'openapi: 3.1.1', to: 'openapi: 3.2.0\n$self: https://example.com/openapi.yaml' },
    { after: '- name: parcels', from: '    description', to: '    kind: nav\n    description' },
  );
  expect(parseContract('newer.yaml', newer).operations).toHaveLength(7);
  const query = newer.replace('  /health:\n    get:', '  /health:\n    query:');
  expect(() => parseContract('newer.yaml', query)).toThrow(/query/);
});

test.each(['2.0', '3.3.0', '4.0.0'])('version %s is refused with the versions that are read', (version) => {
  const other = contractText.replace('openapi: 3.1.1', `openapi: '${version}'`);
  expect(() => parseContract('other.yaml', other)).toThrow('expected an OpenAPI document of version 3.0, 3.1 or 3.2');
});

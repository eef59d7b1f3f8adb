import { describe, expect, it } from '@jest/globals';
import { transform } from 'esbuild';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { operationModule } from '../../contract/generate/operations.ts';
import { validatorsTypes } from '../../contract/generate/validators.ts';
import { parseContract } from '../../contract/load.ts';
import { edited, findingsOf } from './contract.ts';

/** The sample's contract, with other parameters of one operation in place of one. */
const withParameters = (...parameters: readonly string[]): string =>
  edited({
    after: 'operationId: listParcels',
    from: "        - $ref: '#/components/parameters/Cursor'\n",
    to: parameters.map((one) => `        - ${one}\n`).join(''),
  });

const words = 'items: { type: string, maxLength: 9 }, maxItems: 9';
const size = 'type: object, additionalProperties: false, properties: { w: { type: integer, minimum: 0, maximum: 9 } }';
const open = 'type: object, maxProperties: 9, additionalProperties: { type: string, maxLength: 9 }';
const nested = `type: array, maxItems: 9, items: { type: array, ${words} }`;
const numbers = 'type: array, maxItems: 9, items: { type: number, minimum: 0, maximum: 9 }';

describe('a parameter that no text can be read for', () => {
  it.each([
    [
      'in a body',
      '{ name: a, in: body, schema: { type: boolean } }',
      'in path, query, header or cookie, received "body"',
    ],
    [
      'a list of lists',
      `{ name: a, in: query, schema: { ${nested} } }`,
      'that a text can be read as (a scalar, a list or an object of scalars), received "array" of more',
    ],
    [
      'an object of objects',
      `{ name: a, in: query, style: deepObject, schema: { type: object, additionalProperties: false, properties: { b: { ${size} } } } }`,
      'received "object" of more than that',
    ],
    [
      'a list in deepObject',
      `{ name: a, in: query, style: deepObject, schema: { type: array, ${words} } }`,
      'expected an object in style deepObject, received a list',
    ],
    [
      'delimiters with explode',
      `{ name: a, in: query, style: pipeDelimited, explode: true, schema: { type: array, ${words} } }`,
      'expected explode: false with pipeDelimited, received true',
    ],
    [
      'content of no text',
      '{ name: a, in: query, content: { image/png: { schema: { type: string, maxLength: 9 } } } }',
      'expected content of application/json or a text type, received image/png',
    ],
    ['neither schema nor content', '{ name: a, in: query }', 'expected a schema or content, received neither'],
  ])('fails: %s', (_, parameter, message) => {
    const findings = findingsOf(withParameters(parameter)).filter(({ rule }) => rule === 'parameters');
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
  });

  it('fails: numbers between dots', () => {
    const text = edited({
      from: "schema: { $ref: '#/components/schemas/ParcelId' }\n    Limit:",
      to: `style: label\n      explode: true\n      schema: { ${numbers} }\n    Limit:`,
    });
    expect(findingsOf(text).map(({ rule, message }) => [rule, message])).toContainEqual([
      'parameters',
      expect.stringContaining('expected items whose texts have no dot'),
    ]);
  });

  it.each([
    [
      'a name of another',
      `{ name: a, in: query, schema: { ${size} } }`,
      '{ name: w, in: query, schema: { type: boolean } }',
      '"w" of a and of w',
    ],
    [
      'names that neither lists',
      `{ name: a, in: query, schema: { ${open} } }`,
      `{ name: b, in: query, schema: { ${open} } }`,
      'names that neither lists of a and of b',
    ],
  ])('fails: two that take %s', (_, first, second, message) => {
    const findings = findingsOf(withParameters(first, second));
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'parameters',
        message: expect.stringContaining(`expected each query name to be of one parameter, received ${message}`),
        fix: expect.stringContaining('deepObject'),
      }),
    ]);
  });
});

describe('parameters of every form', () => {
  const text = withParameters(
    '{ name: score, in: query, schema: { type: number, minimum: 0, maximum: 1 } }',
    `{ name: tags, in: query, required: true, schema: { type: array, ${words} } }`,
    `{ name: ids, in: query, explode: false, schema: { type: [array, 'null'], ${words} } }`,
    `{ name: filter, in: query, style: deepObject, explode: true, required: true, schema: { ${size} } }`,
    `{ name: page, in: query, required: true, schema: { type: object, additionalProperties: false, properties: { after: { type: string, maxLength: 9 } } } }`,
    "{ name: where, in: query, required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewParcel' } } } }",
    '{ name: any, in: query, schema: { oneOf: [{ type: integer, minimum: 0, maximum: 9 }, { type: string, maxLength: 3 }] } }',
    `{ name: by, in: query, schema: { type: object, oneOf: [${['id', 'email'].map((name) => `{ type: object, additionalProperties: false, required: [${name}], properties: { ${name}: { type: string, maxLength: 9 } } }`).join(', ')}] } }`,
    '{ name: all, in: query, schema: { allOf: [{ type: string, maxLength: 3 }] } }',
    '{ name: verbose, in: query, allowEmptyValue: true, schema: { type: boolean } }',
    '{ name: session, in: cookie, schema: { type: string, maxLength: 9 } }',
    `{ name: X-Tags, in: header, schema: { type: array, ${words} } }`,
  );
  const contract = parseContract('contract/openapi.yaml', text);
  const operation = contract.operations.find(({ operationId }) => operationId === 'listParcels');
  if (operation === undefined) throw new Error('no listParcels');

  it('are read as their schemas say', () => {
    const types = Object.fromEntries(operation.parameters.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      score: 'number',
      tags: { array: 'string' },
      ids: { array: 'string' },
      filter: { members: { w: 'integer' } },
      where: 'json',
      any: { oneOf: ['integer', 'string'] },
      by: { members: { id: 'string', email: 'string' } },
      all: 'string',
      verbose: 'boolean',
      session: 'string',
    });
  });

  it('have types, and how they are written where that is not what it always is', async () => {
    const source = operationModule(contract, operation);
    for (const line of [
      'readonly score?: number;',
      'readonly tags: readonly string[];',
      'readonly ids?: readonly string[] | null;',
      'readonly filter: { readonly w?: number };',
      'readonly where: NewParcel;',
      'readonly any?: number | string;',
      'readonly all?: string;',
      'readonly cookies: { readonly session?: string };',
      "readonly 'X-Tags'?: readonly string[]",
      'ListParcelsAnswer, ListParcelsParameters>',
      "type: { array: 'string' }, explode: false",
      "style: 'deepObject'",
      'allowEmptyValue: true',
    ]) {
      expect(source.replaceAll(/\s+/g, ' ')).toContain(line);
    }
    expect(source).toContain("import type { NewParcel, ParcelPage, ParcelStatus } from '../types.ts';");
    await transform(source, { loader: 'ts' });
    await transform(validatorsTypes(contract, operation), { loader: 'ts' });
  });

  it('are checked by the gateway under the names that are sent', () => {
    const document = gatewayDocument(contract, { integrationUri: String, authorizerUri: 'a' });
    const { paths } = document as {
      paths: Record<string, { get: { parameters: { name: string; schema: unknown }[] } }>;
    };
    const seen = paths['/v1/parcels']?.get.parameters ?? [];
    expect(seen.map(({ name }) => name)).toEqual(
      'limit score tags ids where any all verbose X-Tags status X-Correlation-Id traceparent'.split(' '),
    );
    expect(seen.filter(({ name }) => ['score', 'tags', 'where'].includes(name))).toEqual([
      { name: 'score', in: 'query', required: false, schema: { type: 'number' } },
      { name: 'tags', in: 'query', required: true, schema: { type: 'string' } },
      { name: 'where', in: 'query', required: true, schema: { type: 'string' } },
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { operationModule } from '../../contract/generate/operations.ts';
import { exportedValidators, validatorsModule } from '../../contract/generate/validators.ts';
import { parseContract } from '../../contract/load.ts';
import { edited, findingsOf } from './contract.ts';

const query = (name: string, type = 'integer, minimum: 1, maximum: 9') =>
  `        - { name: '${name}', in: query, schema: { type: ${type} } }\n`;

const text = edited(
  {
    after: 'operationId: listParcels',
    from: "        - $ref: '#/components/parameters/Cursor'\n",
    to: ['page[size]', 'pageSize', '2fa', 'filter[name]', 'naïve', 'a:b'].map((name) => query(name)).join(''),
  },
  {
    after: '    NewParcel:',
    from: '        reference: {',
    to: "        example: { $ref: '#/components/schemas/Reference' }\n        reference: {",
  },
  {
    after: '    Parcel:',
    from: '        reference: {',
    to: "        etag: { $ref: '#/components/headers/ETag/schema' }\n        reference: {",
  },
);
const contract = parseContract('contract/openapi.yaml', text);
const operationOf = (name: string) => contract.operations.find(({ operationId }) => operationId === name);
const listParcels = operationOf('listParcels');
if (listParcels === undefined) throw new Error('no listParcels');

describe('names that no variable can have', () => {
  test('are exports of their own', () => {
    expect(exportedValidators(listParcels).map(({ name }) => name)).toEqual([
      'limitQuery',
      'pageSizeQuery',
      'pageSizeQuery2',
      '_2faQuery',
      'filterNameQuery',
      'naVeQuery',
      'aBQuery',
      'statusQuery',
      'xCorrelationIdHeader',
      'traceparentHeader',
    ]);
  });

  test('are quoted where they are members', async () => {
    const source = operationModule(contract, listParcels);
    expect(source).toContain(
      "  readonly 'page[size]'?: number;\n  readonly pageSize?: number;\n  readonly '2fa'?: number;\n",
    );
    await transform(source, { loader: 'ts' });
    await transform(await validatorsModule(contract, listParcels), { loader: 'js' });
  });

  test("are the function's alone where the gateway has no name for them", () => {
    const document = gatewayDocument(contract, { integrationUri: String, authorizerUri: 'a' });
    const { paths } = document as { paths: Record<string, { get: { parameters: { name: string }[] } }> };
    expect(paths['/v1/parcels']?.get.parameters.map(({ name }) => name)).toEqual([
      'limit',
      'pageSize',
      '2fa',
      'a:b',
      'status',
      'X-Correlation-Id',
      'traceparent',
    ]);
  });
});

describe('a schema elsewhere than among the schemas', () => {
  test('is compiled by its place', async () => {
    const getParcel = operationOf('getParcel');
    if (getParcel === undefined) throw new Error('no getParcel');
    const { answersModule } = await import('../../contract/generate/answer-validators.ts');
    expect(await answersModule(contract, getParcel)).toContain('^"[0-9]+"$');
  });

  test('that is not there is a finding, also below a property with the name of a keyword', () => {
    const broken = text.replace(
      "example: { $ref: '#/components/schemas/Reference' }",
      "example: { $ref: '#/nowhere' }",
    );
    expect(findingsOf(broken)).toEqual([
      expect.objectContaining({ rule: 'reference', path: '/components/schemas/NewParcel/properties/example/$ref' }),
    ]);
  });

  test('is data in an example and in an extension', () => {
    const data = text.replace(
      '    Reference:\n',
      "    Reference:\n      example: { $ref: '#/nowhere' }\n      x-more: { $ref: '#/nowhere' }\n",
    );
    expect(findingsOf(data)).toEqual([]);
  });
});

test('a merge key is one finding', () => {
  const merged = text.replace(
    '      x-penstock:\n        throttle: { rate: 200, burst: 400 }',
    '      x-penstock:\n        <<: *a\n        throttle: &a { rate: 200, burst: 400 }',
  );
  expect(() => parseContract('merged.yaml', merged.replaceAll('<<: *a', '<<: { rate: 1 }'))).toThrow(
    /merge key `<<` of YAML 1\.1[\s\S]*1 finding$/,
  );
});

test('no policy at all is one finding, with what to write', () => {
  const bare = text
    .replace(/\nx-penstock:\n(?: .*\n)+/, '\n')
    .replaceAll(/ {6}x-penstock:\n(?: {8}.*\n)+?(?= {6}\S)/g, '');
  const policies = findingsOf(bare).filter(({ rule }) => rule === 'policy');
  expect(policies).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/^expected defaults of all 7 operations for throttle\.rate, .*, received none$/),
      fix: expect.stringContaining('`x-penstock: { throttle: { rate: 100, burst: 200 }'),
    }),
  ]);
});

test('a class of statuses and `default` declare each of them', () => {
  const classes = edited({
    after: 'operationId: deleteLabel',
    from: text.slice(
      text.indexOf("        '400':", text.indexOf('operationId: deleteLabel')),
      text.indexOf('  /health:', text.indexOf('operationId: deleteLabel')),
    ),
    to: "        4XX: { $ref: '#/components/responses/Problem' }\n        default: { $ref: '#/components/responses/Problem' }\n",
  });
  expect(findingsOf(classes)).toEqual([]);
});

test('a part of a path may hold a colon, and no tilde', () => {
  const of = (path: string) => findingsOf(text.replace('  /health:', `  ${path}:`)).map(({ rule }) => rule);
  expect(of('/health:check')).toEqual([]);
  expect(of('/health~check')).toEqual(['paths']);
});

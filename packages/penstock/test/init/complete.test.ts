import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { asObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { complete } from '../../init/complete.ts';
import { printSummary } from '../../init/summary.ts';
import { petstore } from './petstore.ts';

const completed = complete('pets.yaml', petstore);
const contract = parseContract('pets.yaml', completed.after);
const schemas = asObject(asObject(contract.document.components).schemas);

describe('a public document', () => {
  test('is a contract when it is completed', () => {
    expect(completed.left).toEqual([]);
    expect(completed.found).toBeGreaterThan(20);
    expect(contract.operations.map(({ operationId }) => operationId)).toEqual(['listPets', 'postPets', 'deletePet']);
    expect(contract.operations.map(({ security }) => security)).toEqual([[], [], []]);
  });

  test('keeps its comments, and marks what is guessed', () => {
    expect(completed.after).toContain('# What the pets are about.\n');
    expect(completed.after).toContain('        # As its owner calls it.\n');
    expect(completed.after).toMatch(/maxLength: 1024 # review\n/);
  });

  test('answers errors as problem documents, its own among them', () => {
    const list = contract.operations[0];
    expect(list?.responses.map(({ status, contents }) => [status, contents[0]?.mediaType])).toEqual([
      ['200', 'application/json'],
      ['default', 'application/problem+json'],
    ]);
    const statuses = contract.operations[1]?.responses.map(({ status }) => status);
    expect(statuses).toEqual(['201', '400', '413', '415', '422', '429', '500', '503', '504']);
  });

  test('loses what could never be: a default that is not used, headers that do not arrive, content without a place', () => {
    const list = contract.operations[0];
    expect(list?.parameters.map(({ name, default: byDefault }) => [name, byDefault])).toEqual([
      ['limit', undefined],
      ['tag', undefined],
    ]);
    expect(list?.responses[0]?.headers).toEqual([]);
    expect(contract.operations[2]?.responses.find(({ status }) => status === '204')?.contents).toEqual([]);
  });

  test('is bounded by the formats of its values', () => {
    expect(list()).toMatchObject({ minimum: -2147483648, maximum: 2147483647 });
    expect(schemas.NewPet).toMatchObject({
      properties: { name: { maxLength: 1024, 'x-nullable': true }, weight: { maximum: 1e15 }, tags: { maxItems: 100 } },
    });
    const [, own] = asObject(schemas.Pet).allOf as [unknown, { properties: object }];
    expect(own.properties).toMatchObject({
      id: { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      more: { $ref: '#/components/schemas/AnyValue' },
    });
  });

  test('takes more members where a schema is a part of others, and none where it stands alone', () => {
    expect(schemas.NewPet).not.toHaveProperty('additionalProperties');
    const alone = { $ref: '#/components/schemas/NewPet', unevaluatedProperties: false };
    expect(JSON.stringify(parse(completed.after))).toContain(JSON.stringify(alone));
  });

  test('has nothing to be added when it is completed again', () => {
    expect(complete('pets.yaml', completed.after)).toMatchObject({ found: 0, additions: [], after: completed.after });
  });

  const list = () => contract.operations[0]?.parameters[0]?.schema;
});

const newPet = "          application/json:\n            schema: { $ref: '#/components/schemas/NewPet' }";

test('what only the owner of the API can decide is listed, with the place', () => {
  const { left } = complete('pets.yaml', petstore.replace(newPet, '          multipart/mixed: {}'));
  expect(left).toEqual([
    expect.objectContaining({ rule: 'request-body', path: '/paths/~1pets/post/requestBody/content/multipart~1mixed' }),
  ]);
});

test('loses a body of GET, and succeeds somehow where nothing says how', () => {
  const body = `      requestBody:\n        content:\n${newPet}\n`;
  const text = petstore
    .replace('      responses:\n        200:', `${body}      responses:\n        200:`)
    .replace(
      '        204:\n          description: Gone.\n          content: { application/json: {} }',
      '        102: { description: Wait. }\n        404: { description: None. }',
    );
  const { left, after } = complete('pets.yaml', text);
  expect(left).toEqual([]);
  const [list, , removal] = parseContract('pets.yaml', after).operations;
  expect(list?.requestBody).toBeUndefined();
  expect(removal?.responses.find(({ status }) => status === '2XX')?.contents).toEqual([]);
  expect(after).toMatch(/2XX:\n +# review\n +description: It succeeded/);
});

test('keeps what can be served: forms, files, text', () => {
  const form =
    'multipart/form-data: { schema: { type: object, properties: { photo: { type: string, format: binary } } } }';
  const { left, after } = complete(
    'pets.yaml',
    petstore.replace(newPet, `          ${form}\n          application/xml: { schema: { type: object } }`),
  );
  expect(left).toEqual([]);
  const [, create] = parseContract('pets.yaml', after).operations;
  expect(create?.requestBody?.contents).toMatchObject([
    { kind: 'multipart', fields: [{ name: 'photo', type: 'file', maxBytes: 4_500_000 }] },
    { kind: 'text', schema: { type: 'string' } },
  ]);
});

test('a document of 3.0 becomes one of 3.1', () => {
  const { after, left } = complete('pets.json', JSON.stringify({ ...asObject(JSON.parse(old)) }));
  expect(left).toEqual([]);
  expect(after).toMatch(/^openapi: 3\.1\.1\n/);
});

const old = `{"openapi":"3.0.2","info":{"title":"Old","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"A.",
"content":{"application/json":{"schema":{"type":"string","nullable":true}}}}}}}}}`;

test('names are free, and no word of JavaScript', () => {
  const paths = ['/delete', '/a', '/A', '/b-c', `/${'long'.repeat(20)}`].map(
    (path) => `  ${path}:\n    get: { operationId: ${path.slice(1)}, responses: { 200: { description: It. } } }\n`,
  );
  const { after, left } = complete(
    'names.yaml',
    `openapi: 3.1.0\ninfo: { title: Names, version: '1' }\npaths:\n${paths.join('')}`,
  );
  expect(left).toEqual([]);
  expect(parseContract('names.yaml', after).operations.map(({ operationId }) => operationId)).toEqual([
    'delete2',
    'a2',
    'a3',
    'bC',
    'long'.repeat(10),
  ]);
});

test('media types are written as such, and no format is shorter than its texts', () => {
  const id = '{ type: string, format: uuid, minLength: 24, maxLength: 24, description: A. }';
  const { after, left } = complete(
    'pets.yaml',
    petstore.replace(
      newPet,
      `          'application/json, version=1.0.0': { schema: { type: object, properties: { id: ${id} } } }`,
    ),
  );
  expect(left).toEqual([]);
  expect(after).toMatch(/application\/json; version=1\.0\.0:/);
  expect(after).toMatch(/id: \{ type: string, minLength: 24, maxLength: 24, description: A\. \}/);
});

test('says in a table what was asked for, and how much of it is a guess', () => {
  const summary = printSummary(completed, { out: 'contract/openapi.yaml' });
  expect(summary).toMatch(
    /^\d+ findings; \d+ changes in contract\/openapi\.yaml mend all but 0\.\n\nasked by +changes +to review\n/,
  );
  expect(summary).toMatch(/\nbounded +\d+ +\d+\n/);
});

test('alternatives of which no value fits one alone may fit together, to be looked at', () => {
  const person = 'type: object, properties: { name: { type: string, maxLength: 9 } }';
  const schemas = {
    Contested: `{ oneOf: [{ ${person} }, { type: object, properties: { company: { type: string, maxLength: 9 } } }] }`,
    Told: `{ oneOf: [{ ${person} }, { ${person}, required: [company] }] }`,
    Typed: `{ oneOf: [{ type: string, maxLength: 9 }, { ${person} }] }`,
    Listed: '{ oneOf: [{ type: string, enum: [a] }, { type: string, enum: [b] }] }',
    Nested: `{ oneOf: [${Array(2).fill(`{ type: object, required: [of], properties: { of: { oneOf: [{ ${person} }, { ${person} }] } } }`).join(', ')}] }`,
  };
  const { after } = complete(
    'pets.yaml',
    `${petstore}\n${Object.entries(schemas)
      .map(([name, schema]) => `    ${name}: ${schema}\n`)
      .join('')}`,
  );
  const { schemas: done } = asObject(parseContract('pets.yaml', after).document.components);
  const keywords = Object.entries(asObject(done)).map(([name, schema]) => [name, Object.keys(asObject(schema))[0]]);
  expect(Object.fromEntries(keywords)).toMatchObject({
    Contested: 'anyOf',
    Told: 'oneOf',
    Typed: 'oneOf',
    Listed: 'oneOf',
    Nested: 'anyOf',
  });
  expect(after).toMatch(/Contested:.*# review/s);
});

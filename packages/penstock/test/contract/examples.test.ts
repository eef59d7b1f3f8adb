import { describe, expect, it } from '@jest/globals';
import { exampleAnswers } from '../../contract/examples/answers.ts';
import { exampleOf } from '../../contract/examples/content.ts';
import { judgeOf } from '../../contract/examples/judge.ts';
import { exampleRequests } from '../../contract/examples/request.ts';
import { writtenPairs, writtenText } from '../../contract/examples/write-parameter.ts';
import type { JsonObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { complete } from '../../init/complete.ts';

const tree = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, next: { $ref: '#/components/schemas/Tree' } },
};
const document = { components: { schemas: { Tree: tree, Id: { type: 'string', pattern: '^id_[0-9a-f]{8}$' } } } };
const examples = { document, judge: judgeOf(document) };

describe('a value that fits', () => {
  it.each<[string, JsonObject]>([
    ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' }],
    ['a pattern by reference', { $ref: '#/components/schemas/Id' }],
    [
      'a pattern that is open at both ends, and a length',
      { type: 'string', pattern: '(00u|pca)[0-9a-zA-Z]+', minLength: 20, maxLength: 20 },
    ],
    ['a length', { type: 'string', minLength: 40, maxLength: 41 }],
    ['bounds that exclude', { type: 'integer', exclusiveMinimum: 6, exclusiveMaximum: 8 }],
    ['a step', { type: 'number', minimum: 3, multipleOf: 2.5 }],
    ['a negative range', { type: 'number', minimum: -9.5, maximum: -9.25 }],
    ['a schema that contains itself', { $ref: '#/components/schemas/Tree' }],
    ['items that differ', { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string', maxLength: 8 } }],
    [
      'items that are listed, and differ',
      { type: 'array', minItems: 2, uniqueItems: true, items: { enum: ['a', 'b'] } },
    ],
    [
      'places of a list',
      { type: 'array', prefixItems: [{ type: 'integer' }, { const: 'x' }], minItems: 2, items: false },
    ],
    ['what a list contains', { type: 'array', items: { type: 'integer' }, contains: { minimum: 10 } }],
    [
      'several at once',
      {
        allOf: [
          { $ref: '#/components/schemas/Tree' },
          { required: ['age'], properties: { age: { type: 'integer', minimum: 4 } } },
        ],
      },
    ],
    [
      'exactly one of two',
      {
        oneOf: [
          { type: 'object', properties: { a: { type: 'string' } } },
          { type: 'object', required: ['b'], properties: { b: { type: 'string' } } },
        ],
      },
    ],
    [
      'exactly one of two that differ in what may be left out, deep inside',
      ['a', 'b', 'c', 'd'].reduce<JsonObject>(
        (inner, name) => ({ type: 'object', required: [name], properties: { [name]: inner } }),
        {
          oneOf: [
            { type: 'object', properties: { kind: { type: 'string', enum: ['x'] } } },
            { type: 'object', properties: { kind: { type: 'string', enum: ['y'] } } },
          ],
        },
      ),
    ],
    ['any of two, of which one is null', { anyOf: [{ type: 'null' }, { type: 'string' }] }],
    [
      'a condition',
      {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] } },
        if: { properties: { kind: { const: 'a' } } },
        // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema.
        then: { required: ['more'] },
      },
    ],
    ['members that nobody named', { type: 'object', minProperties: 2, additionalProperties: { type: 'integer' } }],
    ['names of members', { type: 'object', minProperties: 1, propertyNames: { pattern: '^x-' } }],
    ['a member without a description', { type: 'object', required: ['free'] }],
    ['a format', { type: 'string', format: 'date-time', maxLength: 64 }],
  ])('%s', (_, schema) => {
    const { value, breach } = exampleOf(examples, schema, []);
    expect(breach).toBeUndefined();
    expect(examples.judge.breach(schema, value)).toBeUndefined();
  });

  it('is the first that the contract gives which does', () => {
    expect(exampleOf(examples, { type: 'integer', minimum: 5 }, [1, 7, 9])).toEqual({ value: 7 });
    expect(exampleOf(examples, { type: 'object', properties: { a: { type: 'integer', example: 4 } } }, ['no'])).toEqual(
      { value: { a: 4 } },
    );
  });

  it('fails with the breach where none does', () => {
    expect(exampleOf(examples, { type: 'string', allOf: [{ type: 'integer' }] }, [])).toMatchObject({
      breach: expect.any(String),
    });
  });
});

const written = { name: 'a', explode: false, style: 'form', type: 'string' } as const;

describe('a parameter', () => {
  it.each([
    ['form', false, [1, 2], [['a', '1,2']]],
    [
      'form',
      true,
      [1, 2],
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['spaceDelimited', false, [1, 2], [['a', '1 2']]],
    ['pipeDelimited', false, [1, 2], [['a', '1|2']]],
    [
      'form',
      true,
      { x: 1, y: null },
      [
        ['x', '1'],
        ['y', ''],
      ],
    ],
    ['form', false, { x: 1, y: 2 }, [['a', 'x,1,y,2']]],
    ['deepObject', true, { x: 1 }, [['a[x]', '1']]],
    ['form', false, [], []],
    ['form', false, true, [['a', 'true']]],
  ] as const)('is written in style %s, explode %s: %j', (style, explode, value, expected) => {
    expect(writtenPairs({ ...written, style, explode }, value)).toEqual(expected);
  });

  it.each([
    ['simple', false, { x: 1, y: 'b/c' }, 'x,1,y,b%2Fc'],
    ['simple', true, { x: 1, y: 2 }, 'x=1,y=2'],
    ['label', false, [1, 2], '.1,2'],
    ['label', true, [1, 2], '.1.2'],
    ['matrix', false, [1, 2], ';a=1,2'],
    ['matrix', true, [1, 2], ';a=1;a=2'],
    ['matrix', true, { x: 1, y: 2 }, ';x=1;y=2'],
    ['matrix', false, 5, ';a=5'],
  ] as const)('is written in a path in style %s, explode %s: %j', (style, explode, value, expected) => {
    expect(writtenText({ ...written, style, explode }, value, encodeURIComponent)).toBe(expected);
  });

  it('is JSON where its content is', () => {
    expect(writtenPairs({ ...written, type: 'json' }, { x: [1] })).toEqual([['a', '{"x":[1]}']]);
    expect(writtenText({ ...written, type: 'json' }, [1])).toBe('[1]');
  });
});

const contract = parseContract(
  'files.yaml',
  complete(
    'files.yaml',
    `openapi: 3.1.0
info: { title: Files, version: '1' }
security: [{ key: [] }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: Api-Key } }
paths:
  /files/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, example: a/b }
    put:
      parameters:
        - { name: dry, in: query, schema: { type: boolean }, example: true }
        - { name: page, in: query, schema: { type: integer } }
        - { name: Idempotency-Key, in: header, required: true, schema: { type: string } }
        - { name: accept-encoding, in: header, schema: { type: string, enum: [base64] } }
        - { name: Other, in: header, schema: { type: string, enum: [base64] } }
        - { name: sid, in: cookie, required: true, schema: { type: string, enum: [x y] } }
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [photo]
              properties:
                photo: { type: string, format: binary }
                note: { type: string, example: Hello }
      responses:
        '202':
          description: Taken.
          headers: { Location: { required: true, schema: { type: string }, example: /files/1 } }
    get:
      responses:
        '200':
          description: It.
          content:
            image/*: { schema: { type: string, format: binary } }
            application/json:
              examples: { one: { value: { size: x } }, two: { value: { size: 3 } } }
              schema: { type: object, required: [size], properties: { size: { type: integer } } }
    delete:
      responses: { '2XX': { description: Gone. } }
  /report:
    get:
      responses: { '200': { description: It., content: { application/xml: { schema: {} } } } }
`,
  ).after,
);
const [put, get, removal, report] = contract.operations as unknown as [
  (typeof contract.operations)[0],
  (typeof contract.operations)[0],
  (typeof contract.operations)[0],
  (typeof contract.operations)[0],
];

describe('a request', () => {
  const { headers, body, ...request } = exampleRequests(contract)(put);

  it('has what is required and what the contract gives an example of, in its place', () => {
    expect(request).toEqual({
      method: 'PUT',
      path: '/files/a%2Fb?dry=true',
      credential: { credential: 'apiKey', header: 'Api-Key', scopes: [] },
    });
    expect(headers).toMatchObject({ Cookie: 'sid=x%20y', 'Idempotency-Key': expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('has what clients say by themselves, as the contract would have it', () => {
    expect(headers['accept-encoding']).toBe('base64');
    expect(headers).not.toHaveProperty('Other');
  });

  it('has a form with its files', () => {
    expect(headers['Content-Type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(String(body)).toMatch(
      /name="note"\r\n\r\nHello\r\n.*name="photo"; filename="example1.txt"\r\nContent-Type: text\/plain\r\n\r\nexample\r\n/s,
    );
  });
});

describe('answers', () => {
  const answersOf = exampleAnswers(contract);

  it('are one for each media type, JSON first, of what the contract gives', () => {
    expect(answersOf(get)).toEqual([
      { status: 200, mediaType: 'application/json', body: { kind: 'json', value: { size: 3 } } },
      { status: 200, mediaType: 'image/png', body: { kind: 'bytes', value: 'example' } },
    ]);
  });

  it('are text where any value fits what is text', () => {
    expect(answersOf(report)).toEqual([{ status: 200, body: { kind: 'text', value: 'example' } }]);
    const schema = report.responses.find(({ status }) => status === '200')?.contents[0]?.schema ?? {};
    expect([judgeOf(contract.derived).fits(schema, 'a'), judgeOf(contract.derived).fits(schema, {})]).toEqual([
      true,
      false,
    ]);
  });

  it('have the headers that are required, and no body where none is declared', () => {
    expect(answersOf(put)).toEqual([{ status: 202, headers: { Location: '/files/1' } }]);
    expect(answersOf(removal)).toEqual([{ status: 204 }]);
  });
});

describe('schemas that the derived code calls by another name', () => {
  const named = parseContract(
    'named.yaml',
    complete(
      'named.yaml',
      `openapi: 3.1.1
info: { title: Boards, version: '1' }
paths:
  /boards:
    post:
      operationId: makeBoard
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/board' } } } }
      responses:
        '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/board' } } } }
components:
  schemas:
    board:
      type: object
      required: [id, mark]
      properties: { id: { type: string, readOnly: true, example: b1 }, mark: { $ref: '#/components/schemas/mark' } }
    mark: { type: string, example: X }
`,
    ).after,
  );
  const [make] = named.operations as unknown as [(typeof named.operations)[0]];

  it('have an example of an answer, and one of a request without what is read-only', () => {
    expect(exampleAnswers(named)(make)).toEqual([
      { status: 200, body: { kind: 'json', value: { id: 'b1', mark: 'X' } } },
    ]);
    expect(exampleRequests(named)(make)).toMatchObject({ body: '{"mark":"X"}' });
  });
});

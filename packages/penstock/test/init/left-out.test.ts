import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { complete } from '../../init/complete.ts';
import { printSummary } from '../../init/summary.ts';

const ok = "responses: { '200': { description: It. } }";
const documentOf = (paths: string, more = '') => `openapi: 3.1.0
info: { title: Things, version: '1' }
${more}paths:
${paths}`;
const completed = (paths: string, more = '') => complete('things.yaml', documentOf(paths, more));
const operationsOf = ({ after }: { readonly after: string }) => parseContract('things.yaml', after).operations;
const paths = (result: { readonly after: string }) =>
  operationsOf(result).map(({ method, path }) => `${method} ${path}`);

describe('what can be served is, beside what can not', () => {
  const result = completed(`  /me: { get: { ${ok} } }
  /a@b: { get: { ${ok} }, post: { ${ok} } }
  /files: { get: { ${ok} }, options: { ${ok} } }`);

  test('operations that a gateway has no place for are left out, and named', () => {
    expect(paths(result)).toEqual(['GET /me', 'GET /files']);
    expect(result.leftOut.map(({ operation }) => operation)).toEqual(['GET /a@b', 'POST /a@b', 'OPTIONS /files']);
    expect(printSummary(result, {})).toContain('Left out until then: GET /a@b, POST /a@b, OPTIONS /files\n');
  });

  test('so are those that lead to what nobody can mend', () => {
    const shared = `  /good: { get: { ${ok} } }
  /bad: { get: { responses: { '200': { $ref: '#/components/responses/Bad' } } } }`;
    const odd = 'components: { responses: { Bad: { content: { application/json: { schema: 5 } } } } }\n';
    const { leftOut, ...rest } = completed(shared, odd);
    expect(leftOut.map(({ operation }) => operation)).toEqual(['GET /bad']);
    expect(paths(rest)).toEqual(['GET /good']);
  });
});

test('what a left out operation gives a name in YAML is written out where others use it', () => {
  const result = completed(`  /a@b: { get: { responses: &answers { '200': &it { description: It. } } } }
  /a: { get: { responses: *answers }, post: { responses: { '201': *it } } }
  /c@d: { get: { responses: *answers } }`);
  expect(result.leftOut.map(({ operation }) => operation)).toEqual(['GET /a@b', 'GET /c@d']);
  expect(paths(result)).toEqual(['GET /a', 'POST /a']);
});

test('an address with a part in braces is written as one, and what no operation waits for is listed once', () => {
  const flows = (url: string) =>
    `components: { securitySchemes: { it: { type: oauth2, flows: { clientCredentials: { tokenUrl: '${url}', scopes: {} } } } } }\n`;
  const mail = 'info: { title: Things, version: "1", contact: { email: nobody } }';
  expect(complete('things.yaml', documentOf(`  /good: { get: { ${ok} } }`).replace(/info: .*/, mail)).left).toEqual([]);
  const good = completed(`  /good: { get: { ${ok} } }`, flows('https://api.{region}.example.com/token'));
  expect(good.left).toEqual([]);
  expect(good.after).toContain('https://api.%7Bregion%7D.example.com/token');
  const bad = completed(`  /good: { get: { ${ok} } }\n  /a@b: { get: { ${ok} } }`, 'tags: 5\n');
  expect(bad.left.map(({ path }) => path)).toEqual(['/tags', '/paths/~1a@b']);
});

test('a part that no operation leads to is no decision, and goes', () => {
  const odd = 'components: { responses: { Bad: { content: { application/json: { schema: 5 } } } } }\n';
  const { left, leftOut, ...rest } = completed(`  /good: { get: { ${ok} } }`, odd);
  expect([left, leftOut]).toEqual([[], []]);
  expect(paths(rest)).toEqual(['GET /good']);
});

test('a part that a webhook alone leads to is a decision', () => {
  const { left } = completed(
    `  /good: { get: { ${ok} } }`,
    `components: { schemas: { Odd: { type: object, properties: { a: { type: 5 } } } } }
webhooks:
  sent:
    post:
      operationId: sent
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } } }
      responses: { '204': { description: Taken. } }
`,
  );
  expect(left.map(({ path }) => path)).toContain('/components/schemas/Odd/properties/a/type');
});

describe('a way that serves is found for', () => {
  const parametersOf = (result: { readonly after: string }) =>
    operationsOf(result).flatMap(({ parameters }) =>
      parameters.map(({ name, in: place, type }) => [name, place, type]),
    );

  test('two names of one place in a path: callers see none of them', () => {
    const result = completed(
      `  /a/{id}: { get: { parameters: [{ $ref: '#/components/parameters/Id' }], ${ok} } }
  /a/{aId}/b: { parameters: [{ name: aId, in: path, required: true, schema: { type: string } }], get: { ${ok} } }
  /a/{other}/c: { get: { parameters: [{ $ref: '#/components/parameters/Other' }], ${ok} } }`,
      `components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
    Other: { name: other, in: path, required: true, schema: { type: string } }
`,
    );
    expect(result.left).toEqual([]);
    expect(paths(result)).toEqual(['GET /a/{id}', 'GET /a/{id}/b', 'GET /a/{id}/c']);
    expect(parametersOf(result)).toEqual([
      ['id', 'path', 'string'],
      ['id', 'path', 'string'],
      ['id', 'path', 'string'],
    ]);
  });

  test('a reference in place of an operation', () => {
    const size = 'parameters: [{ name: size, in: query, schema: { type: string } }]';
    const result = completed(
      `  /a: { get: { $ref: '#/components/pathItems/listThings' } }`,
      `components: { pathItems: { listThings: { operationId: listThings, ${size}, ${ok} } } }\n`,
    );
    expect(result.left).toEqual([]);
    expect(parametersOf(result)).toEqual([['size', 'query', 'string']]);
  });

  test('a reference in place of a path', () => {
    const result = completed(
      `  /a: { $ref: '#/components/pathItems/things' }`,
      `components: { pathItems: { things: { post: { operationId: list-things, ${ok} } } } }\n`,
    );
    expect(result.left).toEqual([]);
    expect(paths(result)).toEqual(['POST /a']);
  });

  test('a parameter among the schemas', () => {
    const result = completed(
      `  /a/{id}: { get: { parameters: [{ $ref: '#/components/schemas/Id', required: true }], ${ok} } }`,
      'components: { schemas: { Id: { name: id, in: path, schema: { type: string } } } }\n',
    );
    expect(result.left).toEqual([]);
    expect(parametersOf(result)).toEqual([['id', 'path', 'string']]);
  });

  test.each([
    ['String', { type: 'string' }],
    ['int', { type: 'integer' }],
    ['Moment', { 'x-type': 'Moment' }],
  ])('a type by another name: %s', (type, schema) => {
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It., content: { application/json: { schema: { type: object, properties: { a: { type: ${type}, maxLength: 9 } } } } } } } } }`,
    );
    expect(result.left).toEqual([]);
    const [answer] = operationsOf(result)[0]?.responses ?? [];
    expect(answer?.contents[0]?.schema).toMatchObject({ properties: { a: schema } });
  });

  test('a member that is a text, and one that is required twice', () => {
    const schema = '{ type: object, required: [a, a], properties: { a: { type: string }, description: What it is. } }';
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It., content: { application/json: { schema: ${schema} } } } } } }`,
    );
    expect(result.left).toEqual([]);
    const [answer] = operationsOf(result)[0]?.responses ?? [];
    expect(answer?.contents[0]?.schema).toMatchObject({ required: ['a'], properties: { a: { type: 'string' } } });
  });

  test('a member that says by itself that it is required', () => {
    const properties = 'properties: { a: { type: string, required: true }, b: { type: string, required: false } }';
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It., content: { application/json: { schema: { type: object, ${properties} } } } } } } }`,
    );
    expect(result.left).toEqual([]);
    const [answer] = operationsOf(result)[0]?.responses ?? [];
    expect(answer?.contents[0]?.schema).toMatchObject({ required: ['a'], properties: { b: { type: 'string' } } });
  });

  test('a reference in place of the content of an answer', () => {
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It., content: { $ref: '#/components/mediaTypes/it' } } } } }`,
      'components: { mediaTypes: { it: { application/json: { schema: { type: integer } } } } }\n',
    );
    expect(result.left).toEqual([]);
    expect(operationsOf(result)[0]?.responses[0]?.contents).toMatchObject([{ mediaType: 'application/json' }]);
  });

  test('a slash too many, and a variable whose name is none', () => {
    const id = "parameters: [{ name: 'id|slug', in: path, required: true, schema: { type: string } }]";
    const result = completed(
      `  /a/: { get: { ${ok} } }
  /a/{id|slug}/: { get: { ${id}, ${ok} } }
  /b//c\u200e: { get: { ${ok} } }`,
    );
    expect(result.left).toEqual([]);
    expect(paths(result)).toEqual(['GET /a', 'GET /a/{id_slug}', 'GET /b/c']);
    expect(parametersOf(result)).toEqual([['id_slug', 'path', 'string']]);
  });

  test('two paths that are one to a gateway, unless a method would be there twice', () => {
    const of = (name: string) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`;
    const result = completed(
      `  /f/{id}: { parameters: [${of('id')}], get: { ${ok} } }
  /f/{folder}: { parameters: [${of('folder')}], post: { ${ok} } }
  /f/{again}: { get: { parameters: [${of('again')}], ${ok} } }`,
    );
    expect(paths(result)).toEqual(['GET /f/{id}', 'POST /f/{id}']);
    expect(parametersOf(result)).toEqual([
      ['id', 'path', 'string'],
      ['id', 'path', 'string'],
    ]);
    expect(result.leftOut.map(({ operation }) => operation)).toEqual(['GET /f/{again}']);
  });

  test('a part of text and variables, which becomes one variable: it is asked for as before', () => {
    const of = (name: string, schema = '{ type: string }') =>
      `{ name: ${name}, in: path, required: true, schema: ${schema} }`;
    const result = completed(
      `  /a/{id}.json: { parameters: [{ $ref: '#/components/parameters/Id' }], get: { ${ok} } }
  /a/{id}/b/v{n}.{format}: { get: { parameters: [{ $ref: '#/components/parameters/Id' }, ${of('format', '{ type: string, enum: [xml, a+b] }')}, ${of('n', '{ type: integer }')}], ${ok} } }
  /c/{x},{y}: { get: { parameters: [${of('x')}, ${of('y')}], ${ok} } }`,
      `components: { parameters: { Id: ${of('id', "{ type: string, pattern: '^[0-9a-f]{4}$', maxLength: 4, example: 12ab }")} } }\n`,
    );
    expect(result.left).toEqual([]);
    const [first, second, third] = operationsOf(result);
    expect(
      [first, second, third].map((one) => [one?.path, ...(one?.parameters ?? []).map(({ name }) => name)]),
    ).toEqual([
      ['/a/{id}', 'id'],
      ['/a/{id}/b/{n_format}', 'id', 'n_format'],
      ['/c/{x_y}', 'x_y'],
    ]);
    expect(first?.parameters[0]?.schema).toEqual({
      type: 'string',
      pattern: '^[0-9a-f]{4}\\.json$',
      maxLength: 9,
      example: '12ab.json',
    });
    expect(second?.parameters[1]?.schema).toMatchObject({ pattern: '^v-?[0-9]+\\.(xml|a\\+b)$', example: 'v1.xml' });
    expect(third?.parameters[0]?.schema).toMatchObject({ pattern: '^[^,]+,.+$', example: 'example,example' });
  });

  test.each([
    ['beside a variable alone', '/a/{b}.json', '/a/{id}'],
    ['beside another', '/a/{b}.json', '/a/{b}.xml'],
    ['with two variables in a row', '/a/{b}{c}', '/b'],
    ['with what is no part of a path', '/a/{b}#c', '/b'],
  ])('no part of text and a variable %s, which stays for a person', (_, path, other) => {
    const result = completed(`  ${other}: { get: { ${ok} } }\n  '${path}': { get: { ${ok} } }`);
    expect(result.leftOut.map(({ operation }) => operation)).toEqual([`GET ${path}`]);
    expect(paths(result)).toHaveLength(1);
  });

  test('two names of one place, of which one is elsewhere in the path', () => {
    const of = (name: string) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`;
    const result = completed(
      `  /a/{id}: { get: { parameters: [${of('id')}], ${ok} } }
  /a/{aId}/b/{id}: { get: { parameters: [${of('aId')}, ${of('id')}], ${ok} } }
  /a/{id}/c: { get: { parameters: [${of('id')}], ${ok} } }`,
    );
    expect(result.left).toEqual([]);
    expect(paths(result)).toEqual(['GET /a/{aId}', 'GET /a/{aId}/b/{id}', 'GET /a/{aId}/c']);
  });

  test('a part of two variables of which one is described, which shares its place', () => {
    const b = '{ name: b, in: path, required: true, schema: { type: string } }';
    const result = completed(`  /a/{b}.{c}: { get: { parameters: [${b}], ${ok} } }
  /a/{id}/d: { get: { ${ok} } }`);
    expect(paths(result)).toEqual(['GET /a/{b_c}', 'GET /a/{b_c}/d']);
  });

  test('members without a value, and components that are no schema', () => {
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Odd' } } } } } } }`,
      `tags: [{ name: a, description: null }]
components: { schemas: { Odd: [{ type: string }] } }
`,
    );
    expect(result.left).toEqual([]);
    expect(paths(result)).toEqual(['GET /a']);
  });

  test('a problem that lists types of its own', () => {
    const schema = '{ type: object, properties: { type: { type: string, enum: [no-feed] } } }';
    const result = completed(
      `  /a: { get: { responses: { '200': { description: It. }, '403': { description: No., content: { application/problem+json: { schema: ${schema} } } } } } }`,
    );
    expect(result.left).toEqual([]);
  });

  test('a variable that nothing describes, and a parameter that the path does not have', () => {
    const result = completed(
      `  /a/{id}: { get: { parameters: [{ name: no, in: path, required: true, schema: { type: string } }], ${ok} } }`,
    );
    expect(parametersOf(result)).toEqual([['id', 'path', 'string']]);
  });

  test('a parameter twice, one whose values have no text, one of nothing', () => {
    const list = '{ type: array, items: { type: array, items: { type: string } } }';
    const result = completed(
      `  /a: { get: { parameters: [{ name: a, in: query, schema: ${list} }, { name: a, in: query, schema: {} }, { name: b, in: query }], ${ok} } }`,
    );
    expect(parametersOf(result)).toEqual([
      ['a', 'query', 'json'],
      ['b', 'query', 'string'],
    ]);
  });

  test('fields of a form whose names are contested', () => {
    const schema =
      '{ type: object, properties: { id: { type: string }, of: { type: object, properties: { id: { type: string } } } } }';
    const body = `requestBody: { content: { application/x-www-form-urlencoded: { schema: ${schema} } } }`;
    const [operation] = operationsOf(completed(`  /a: { post: { ${body}, ${ok} } }`));
    expect(operation?.requestBody?.contents[0]?.fields).toMatchObject([
      { name: 'id' },
      { name: 'of', style: 'deepObject' },
    ]);
  });

  test('content that has no fields, beside other content', () => {
    const body =
      'requestBody: { content: { application/x-www-form-urlencoded: { schema: {} }, application/json: { schema: {} } } }';
    const [operation] = operationsOf(completed(`  /a: { post: { ${body}, ${ok} } }`));
    expect(operation?.requestBody?.contents.map(({ mediaType }) => mediaType)).toEqual(['application/json']);
  });

  test('references to nowhere, members that OpenAPI does not know, bounds of another version', () => {
    const result = completed(
      `  /a:
    get:
      extra: 1
      parameters: [{ name: n, in: query, schema: { type: number, minimum: 3, exclusiveMinimum: true, pattern: '{' } }]
      responses: { '200': { description: It., content: { application/json: { schema: { $ref: '#/no' } } } } }`,
    );
    expect(result.left).toEqual([]);
    expect(operationsOf(result)[0]?.parameters[0]?.schema).toMatchObject({ exclusiveMinimum: 3, 'x-pattern': '{' });
    const { get } = asObject(asObject(asObject(parseContract('t.yaml', result.after).document).paths)['/a']);
    expect(get).toMatchObject({ 'x-extra': 1 });
  });

  test('required members that nobody describes, and bounds without room', () => {
    const schema =
      '{ type: object, required: [a, b], additionalProperties: false, properties: { a: { type: string, minLength: 9, maxLength: 3 } } }';
    const { after } = completed(
      `  /a: { post: { requestBody: { content: { application/json: { schema: ${schema} } } }, ${ok} } }`,
    );
    expect(parseContract('t.yaml', after).operations[0]?.requestBody?.contents[0]?.schema).toMatchObject({
      required: ['a'],
      properties: { a: { maxLength: 1024 } },
    });
  });

  test('several credentials at once: the token stays', () => {
    const result = completed(
      `  /a: { get: { ${ok} } }`,
      `security: [{ key: [], token: [] }]
components: { securitySchemes: { key: { type: apiKey, in: header, name: K }, token: { type: http, scheme: bearer } } }
`,
    );
    expect(operationsOf(result)[0]?.security).toEqual([{ credential: 'token', scopes: [] }]);
  });

  test('a stream that a POST could answer with beside JSON', () => {
    const content = '{ application/json: { schema: {} }, text/event-stream: { schema: {} } }';
    const [operation] = operationsOf(
      completed(`  /a: { post: { responses: { '200': { description: It., content: ${content} } } } }`),
    );
    expect(operation?.responses[0]?.contents.map(({ mediaType }) => mediaType)).toEqual(['application/json']);
  });

  test('a stream of a GET', () => {
    const content = '{ text/event-stream: { schema: { type: string } } }';
    const result = completed(`  /a: { get: { responses: { '200': { description: It., content: ${content} } } } }`);
    expect(result.left).toEqual([]);
    expect(operationsOf(result)[0]?.timeouts.stream).toBeGreaterThan(0);
  });
});

test('errors become the problems of their statuses; what they told apart otherwise is said', () => {
  const error = '{ type: object, properties: { code: { enum: [card_declined, expired] }, text: { enum: [no] } } }';
  const result = completed(
    `  /a: { get: { responses: { '200': { description: It. }, '402': { description: Pay., content: { application/json: { schema: ${error} } } }, '404': { description: None. } } } }`,
  );
  const { types, untyped, codes } = result.problems;
  expect(types).toEqual(expect.arrayContaining(['urn:penstock:problem:not-found', 'urn:penstock:problem:bad-request']));
  expect(untyped).toEqual(['402']);
  expect(codes.map(({ code }) => code)).toEqual(['card_declined', 'expired']);
  const { Problem } = asObject(asObject(parseContract('t.yaml', result.after).document.components).schemas);
  expect(Problem).toMatchObject({ properties: { type: { enum: types } } });
  expect(printSummary(result, {})).toMatch(
    /\nStatuses that no problem has: 402\..*\nErrors that were told apart by a code: card_declined, expired \(/,
  );
});

test('a document in several files becomes one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-init-'));
  try {
    writeFileSync(join(folder, 'thing.yaml'), 'type: object\nproperties: { name: { type: string } }\n');
    const answer =
      "responses: { '200': { description: It., content: { application/json: { schema: { $ref: thing.yaml } } } } }";
    const { after, left } = complete(join(folder, 'main.yaml'), documentOf(`  /a: { get: { ${answer} } }`));
    expect(left).toEqual([]);
    const { schemas } = asObject(parseContract('t.yaml', after).document.components);
    expect(schemas).toMatchObject({ thing: { properties: { name: { maxLength: 1024 } } } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is left is placed in the document that was given', () => {
  const [finding] = completed(`  /me: { get: { ${ok} } }
  /a@b: { get: { ${ok} } }`).left;
  expect(finding).toMatchObject({ file: 'things.yaml', line: 5 });
});

test('an app has its health and its plans, unless the document has them', () => {
  const own = complete('t.yaml', documentOf(`  /a: { get: { ${ok} } }`), { app: true });
  expect(paths(own)).toEqual(['GET /a', 'GET /health']);
  expect(Object.keys(parseContract('t.yaml', own.after).plans)).toEqual(['free', 'pro']);
  const theirs = complete('t.yaml', documentOf(`  /health: { get: { operationId: check, ${ok} } }`), { app: true });
  expect(operationsOf(theirs).map(({ operationId }) => operationId)).toEqual(['check']);
});

test.each([
  ['at its path', `  /health: { get: { operationId: getHealth, ${ok} } }`, ['GET /health getHealth2']],
  ['in another form', `  /health: { get: { operationId: get-health, ${ok} } }`, ['GET /health getHealth2']],
  ['at its path with a slash', `  /health/: { get: { operationId: GetHealth, ${ok} } }`, ['GET /health getHealth2']],
  [
    'elsewhere',
    `  /v1/health: { get: { operationId: getHealth, ${ok} } }`,
    ['GET /v1/health getHealth2', 'GET /health getHealth'],
  ],
  [
    'of another method',
    `  /health: { put: { operationId: putHealth, ${ok} } }`,
    ['PUT /health putHealth', 'GET /health getHealth'],
  ],
])('an operation called as the health of the app gets another name: %s', (_, own, expected) => {
  const done = complete('t.yaml', documentOf(own), { app: true });
  const named = operationsOf(done).map(({ method, path, operationId }) => `${method} ${path} ${operationId}`);
  expect(named.sort()).toEqual([...expected].sort());
  expect(complete('t.yaml', done.after, { app: true })).toMatchObject({ additions: [], after: done.after });
});

test('many operations share what an account runs at once', () => {
  const many = Array.from({ length: 130 }, (_, index) => `  /a${index}: { get: { ${ok} } }`).join('\n');
  expect(operationsOf(completed(many))[0]?.policy).toMatchObject({ concurrency: 5, throttle: { rate: 10, burst: 20 } });
});

test('fails with one finding for a document of Swagger 2.0', () => {
  const swagger = "swagger: '2.0'\ninfo: { title: Old, version: '1' }\npaths: { /a: { get: { responses: {} } } }\n";
  expect(() => complete('old.yaml', swagger)).toThrow(
    /expected an OpenAPI document of version 3\.0, 3\.1 or 3\.2.*\n.*\n.*a converter makes one of Swagger 2\.0/,
  );
});

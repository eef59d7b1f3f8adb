import { describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { transform } from 'esbuild';
import { loadEvents } from '../../contract/events/load.ts';
import { generate } from '../../contract/generate/index.ts';
import { parseContract } from '../../contract/load.ts';
import { readBody } from '../../runtime/http/body/read-body.ts';
import { openRequestContext } from '../../runtime/http/request-context.ts';
import type { OperationContract } from '../../runtime/operation-contract.ts';
import { gatewayEvent } from '../../testkit/operation-runtime.ts';
import { contractFile, edited, eventsFolder, findingsOf } from './contract.ts';
import { GeneratedSample } from './generated-sample.ts';

const json = "          application/json:\n            schema: { $ref: '#/components/schemas/NewParcel' }\n";

/** The sample's contract, with other content of one operation's body. */
const withBody = (...contents: readonly string[]): string =>
  edited({ after: 'operationId: createParcel', from: json, to: contents.map((one) => `          ${one}\n`).join('') });

const closed = 'type: object, additionalProperties: false, required: [note]';
const note = 'note: { type: string, maxLength: 9 }';
const urlencoded = `application/x-www-form-urlencoded: { schema: { ${closed}, properties: { ${note}, size: { type: integer, minimum: 0, maximum: 9 } } } }`;
const photo = 'photo: { type: string, format: binary, maxLength: 100 }';
const multipart = `multipart/form-data: { schema: { ${closed}, properties: { ${note}, ${photo}, pages: { type: array, maxItems: 3, items: { type: string, contentMediaType: image/png, maxLength: 9 } }, data: { type: object, additionalProperties: false, properties: { ${note} } } } } }`;

describe('a body that cannot be read', () => {
  it.each([['application/json, version=1.0.0'], ['json'], ['application/json; version'], ['application/']])(
    'fails with a name that is no media type: %s',
    (name) => {
      expect(findingsOf(withBody(`'${name}': { schema: { type: string, maxLength: 9 } }`))).toMatchObject([
        { rule: 'media-type', message: expect.stringContaining(`received "${name}"`) },
      ]);
    },
  );

  it.each(['application/json; version=1.0.0', 'application/vnd.a+json;version="1 2"', 'application/json;', 'text/*'])(
    'is named with parameters: %s',
    (name) => {
      expect(findingsOf(withBody(`'${name}': { schema: { type: string, maxLength: 9 } }`))).toEqual([]);
    },
  );

  it.each([
    [
      'parts without names',
      'multipart/mixed: { schema: { type: string, maxLength: 9 } }',
      'expected multipart/form-data, received multipart/mixed',
    ],
    ['text without a schema', 'text/csv: {}', 'expected a schema for text/csv, received none'],
    [
      'a form that is no object',
      'multipart/form-data: { schema: { type: string, maxLength: 9 } }',
      'expected an object with properties for multipart/form-data, received "string"',
    ],
    [
      'a form with lists of objects',
      `application/x-www-form-urlencoded: { schema: { ${closed}, properties: { ${note}, a: { type: array, maxItems: 9, items: { ${closed}, properties: { ${note} } } } } } }`,
      'expected fields that a text can be read as, received a',
    ],
    [
      'a form whose fields take one name',
      `application/x-www-form-urlencoded: { schema: { ${closed}, properties: { ${note}, a: { ${closed}, properties: { ${note} } } } } }`,
      'received "note" of note and of a',
    ],
    [
      'two schemas of one media type',
      `application/json; version=1: { schema: { ${closed}, properties: { ${note} } } }\n          application/json; version=2: { schema: { type: string, maxLength: 9 } }`,
      'expected each media type once whatever its parameters, received application/json; version=2',
    ],
    [
      'more bytes than Lambda takes',
      'image/png: { schema: { type: string, format: binary, maxLength: 5000000 } }',
      'expected 4500000 bytes at most',
    ],
    [
      'a file of more bytes than that',
      'multipart/form-data: { schema: { type: object, additionalProperties: false, properties: { a: { type: string, format: binary, maxLength: 5000000 } } } }',
      'expected 4500000 bytes at most',
    ],
  ])('fails: %s', (_, content, message) => {
    const findings = findingsOf(withBody(content)).filter(({ rule }) => rule === 'request-body');
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringContaining(message)]);
  });

  it('fails: no media type', () => {
    const none = edited({
      after: 'operationId: createParcel',
      from: `        content:\n${json}`,
      to: '        content: {}\n',
    });
    expect(findingsOf(none).map(({ rule }) => rule)).toEqual(['request-body']);
  });
});

describe('a form that can be read', () => {
  const formOf = (type: string, schema: string) => {
    const text = withBody(`${type}: { schema: ${schema} }`);
    expect(findingsOf(text)).toEqual([]);
    const created = parseContract(contractFile, text).operations.find((one) => one.operationId === 'createParcel');
    return created?.requestBody?.contents[0]?.fields.map(({ name, type: read }) => ({ name, read }));
  };
  const size = 'size: { type: integer, minimum: 0, maximum: 9 }';
  const one = `{ ${closed}, properties: { ${note}, ${size} } }`;
  const other = `{ ${closed}, properties: { ${note}, size: { type: boolean } } }`;

  it('may be one of several', () => {
    expect(formOf('application/x-www-form-urlencoded', `{ oneOf: [${one}, ${other}] }`)).toEqual([
      { name: 'note', read: 'string' },
      { name: 'size', read: { oneOf: ['boolean', 'integer'] } },
    ]);
  });

  it.each([
    ['a type', 'a: { type: string, format: binary }', 'file'],
    ['a media type', 'a: { contentMediaType: image/png }', 'file'],
    ['a list', 'a: { type: array, maxItems: 3, items: { type: string, format: binary } }', { array: 'file' }],
    ['null', 'a: { anyOf: [{ type: string, format: binary }, { type: "null" }] }', 'file'],
    [
      'a list or null',
      'a: { oneOf: [{ type: array, maxItems: 3, items: { type: string, format: binary } }, { type: "null" }] }',
      { array: 'file' },
    ],
  ])('may have files without a bound, of %s', (_, file, read) => {
    expect(formOf('multipart/form-data', `{ ${closed}, properties: { ${note}, ${file} } }`)).toEqual([
      { name: 'note', read: 'string' },
      { name: 'a', read },
    ]);
  });

  it('may have lists of objects, each a part', () => {
    const list = `a: { type: array, maxItems: 3, items: ${one} }`;
    expect(formOf('multipart/form-data', `{ ${closed}, properties: { ${note}, ${list} } }`)).toContainEqual({
      name: 'a',
      read: { array: 'json' },
    });
  });
});

it('a DELETE may have a body', () => {
  const text = edited({
    after: 'operationId: deleteLabel',
    from: '      responses:\n',
    to: `      requestBody:\n        content:\n${json}      responses:\n        '413': { $ref: '#/components/responses/Problem' }\n        '415': { $ref: '#/components/responses/Problem' }\n        '422': { $ref: '#/components/responses/Problem' }\n`,
  });
  expect(findingsOf(text)).toEqual([]);
});

describe('bodies and answers of every kind', () => {
  const xml = "application/xml: { schema: { $ref: '#/components/schemas/NewParcel' } }";
  const answers = `          content:
            text/csv: { schema: { type: string, maxLength: 9 } }
            image/*: {}
            application/json:`;
  const text = withBody(
    urlencoded,
    multipart,
    xml,
    "'image/*': {}",
    "application/json; charset=utf-8: { schema: { $ref: '#/components/schemas/NewParcel' } }",
  )
    .replace(/(operationId: listParcels[\s\S]*?) {10}content:\n {12}application\/json:/, `$1${answers}`)
    .replace(
      /(operationId: listParcels[\s\S]*?)( {8}'400')/,
      "$1        '406': { $ref: '#/components/responses/Problem' }\n$2",
    )
    .replace(/(operationId: getHealth[\s\S]*?)'200':/, '$1default:');
  const contract = parseContract(contractFile, text);

  it('are of one type each, and read by their kinds', async () => {
    const files = await generate(contract, loadEvents(eventsFolder, contract));
    const sourceOf = (name: string) => (files.find(({ path }) => path === name)?.content ?? '').replaceAll(/\s+/g, ' ');
    const created = sourceOf('operations/createParcel.ts');
    for (const part of [
      "import { formBody } from 'penstock/runtime/http/body/form-body';",
      "import { jsonBody } from 'penstock/runtime/http/body/json-body';",
      "import { multipartBody } from 'penstock/runtime/http/body/multipart-body';",
      "import { bytesBody, textBody } from 'penstock/runtime/http/body/plain-bodies';",
      "import type { Immutable, OperationContract, UploadedFile } from 'penstock/runtime/operation-contract';",
      'OperationContract<{ readonly note: string; readonly size?: number } | { readonly note: string; readonly photo?: UploadedFile; readonly pages?: readonly UploadedFile[]; readonly data?: { readonly note?: string } } | string | Uint8Array | NewParcel,',
      "mediaType: 'application/x-www-form-urlencoded', read: formBody, fields:",
      "{ name: 'pages', type: { array: 'file' }, maxBytes: 9 }",
      "{ name: 'data', type: 'json' }",
      "{ mediaType: 'application/xml', read: textBody, validate: validate.body3 }",
      "{ mediaType: 'image/*', read: bytesBody, maxBytes: 4500000 }",
      "{ mediaType: 'application/json', read: jsonBody, validate: validate.body5 }",
    ])
      expect(created).toContain(part);
    const listed = sourceOf('operations/listParcels.ts');
    for (const part of [
      "readonly mediaType: 'text/csv'; readonly body: Immutable<string>;",
      `readonly mediaType: \`image/\${string}\`; readonly body: Uint8Array;`,
      "readonly mediaType: 'application/json'; readonly body: Immutable<ParcelPage>;",
      "mediaType: 'text/csv', write: 'text',",
      "{ mediaType: 'image/*', write: 'bytes', validate: answer.status200Content2 }",
      "produces: ['text/csv', 'image/*', 'application/json']",
    ])
      expect(listed).toContain(part);
    const health = sourceOf('operations/getHealth.ts');
    expect(health).toContain('export type GetHealthAnswer = { readonly status: Success;');
    expect(health).not.toMatch(/problems: [^\]]*default/);
    for (const { path, content } of files)
      await transform(content, { loader: path.slice(path.lastIndexOf('.') + 1) as 'js' | 'json' | 'ts' });

    const sample = new GeneratedSample(files);
    const { createParcel } = await sample.load<{ createParcel: OperationContract }>('operations/createParcel.ts');
    const read = (type: string, body: string): unknown => {
      const context = openRequestContext(
        createParcel,
        gatewayEvent({ body, headers: { 'Content-Type': type } }),
        {} as Context,
        0,
      );
      readBody(context);
      return context.body;
    };
    const parts =
      '--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nn\r\n--b\r\nContent-Disposition: form-data; name="photo"; filename="p"\r\n\r\nxyz\r\n--b--';
    expect(read('application/x-www-form-urlencoded', 'note=n&size=3')).toEqual({ note: 'n', size: 3 });
    expect(read('multipart/form-data; boundary=b', parts)).toMatchObject({ note: 'n', photo: { filename: 'p' } });
    expect(read('application/xml', '<parcel/>')).toBe('<parcel/>');
    expect(read('image/gif', 'GIF')).toEqual(new Uint8Array(Buffer.from('GIF')));
    expect(() => read('application/x-www-form-urlencoded', 'note=n&other=3')).toThrow(
      'does not fit the contract in one place',
    );
  });
});

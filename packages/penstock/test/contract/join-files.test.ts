import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ContractError } from '../../contract/finding.ts';
import { joinFiles } from '../../contract/join-files.ts';
import { readSource } from '../../contract/source.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Writes these files into a new folder and joins what `openapi.yaml` leads to. */
function joined(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-parts-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return joinFiles(readSource(join(folder, 'openapi.yaml')));
}

function refusals(files: Readonly<Record<string, string>>): readonly string[] {
  try {
    joined(files);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).findings.map(
      ({ file, line, message }) => `${file.split('/').at(-1)}:${line} ${message}`,
    );
  }
}

const main = `openapi: 3.1.1
paths:
  /parcels: { $ref: 'parcels.yaml#/paths/~1parcels' }
  /health: { get: { operationId: getHealth } }
components:
  schemas:
    Problem: { type: object, example: { $ref: 'nowhere.yaml' } }
`;
const parcels = `paths:
  /parcels:
    get:
      operationId: listParcels
      schema: { $ref: '#/components/schemas/Parcel' }
components:
  schemas:
    Parcel:
      properties:
        problem: { $ref: 'openapi.yaml#/components/schemas/Problem' }
        sender: { $ref: './people.yaml#/components/schemas/Person' }
`;
const people = `components:
  schemas:
    Person: { type: object }
    Unused: { type: string }
`;
const whole = { 'openapi.yaml': main, 'parcels.yaml': parcels, 'people.yaml': people };

describe('a contract in several files', () => {
  it('is one document, with the components of all of them', () => {
    expect(joined(whole).root).toEqual({
      openapi: '3.1.1',
      paths: {
        '/parcels': { get: { operationId: 'listParcels', schema: { $ref: '#/components/schemas/Parcel' } } },
        '/health': { get: { operationId: 'getHealth' } },
      },
      components: {
        schemas: {
          Problem: { type: 'object', example: { $ref: 'nowhere.yaml' } },
          Parcel: {
            properties: {
              problem: { $ref: '#/components/schemas/Problem' },
              sender: { $ref: '#/components/schemas/Person' },
            },
          },
          Person: { type: 'object' },
          Unused: { type: 'string' },
        },
      },
    });
  });

  it.each([
    ['/paths/~1parcels/get/operationId', 'parcels.yaml', 4],
    ['/components/schemas/Parcel/properties/sender', 'parcels.yaml', 11],
    ['/components/schemas/Person/type', 'people.yaml', 3],
    ['/components/schemas/Problem', 'openapi.yaml', 7],
    ['/paths/~1health/get/operationId', 'openapi.yaml', 4],
  ])('has %s in the file that it is from', (pointer, file, line) => {
    const place = joined(whole).locate(pointer);

    expect({ ...place, file: place.file?.split('/').at(-1) }).toMatchObject({ file, line });
  });

  it('has operations in place that are files, and what these refer to', () => {
    const files = {
      'openapi.yaml': `openapi: 3.1.1
paths:
  /parcels:
    get: { $ref: 'list.yaml' }
    parameters: [{ $ref: 'list.yaml#/parameters/0' }]
`,
      'list.yaml':
        "operationId: list\nparameters: [{ name: a }]\nschema: { $ref: 'people.yaml#/components/schemas/Person' }\n",
      'people.yaml': people,
    };
    const { root, locate } = joined(files);
    expect(root.paths).toEqual({
      '/parcels': {
        get: { operationId: 'list', parameters: [{ name: 'a' }], schema: { $ref: '#/components/schemas/Person' } },
        parameters: [{ $ref: '#/components/parameters/0' }],
      },
    });
    expect(root.components).toMatchObject({
      schemas: { Person: { type: 'object' } },
      parameters: { 0: { name: 'a' } },
    });
    const place = locate('/paths/~1parcels/get/parameters');
    expect({ ...place, file: place.file?.split('/').at(-1) }).toMatchObject({ file: 'list.yaml', line: 2 });
  });

  it('has members in place that are in another file', () => {
    const files = {
      'openapi.yaml': `openapi: 3.1.1
paths: { $ref: 'paths.yaml' }
components:
  schemas: { $ref: 'all.yaml', Own: { properties: { $ref: 'all.yaml#/Person/properties', age: { type: integer } } } }
`,
      'paths.yaml': "/parcels: { get: { $ref: 'list.yaml' } }\n",
      'list.yaml': 'operationId: list\n',
      'all.yaml': "Person: { properties: { name: { $ref: 'text.yaml' } } }\n",
      'text.yaml': 'type: string\n',
    };
    const { root } = joined(files);
    const name = { $ref: '#/components/schemas/text' };
    expect(root.paths).toEqual({ '/parcels': { get: { operationId: 'list' } } });
    expect(root.components).toEqual({
      schemas: {
        Person: { properties: { name } },
        Own: { properties: { name, age: { type: 'integer' } } },
        text: { type: 'string' },
      },
    });
  });

  it('may refer to a component of another file by its name, before any path does', () => {
    const alias = "components:\n  schemas:\n    Person: { $ref: 'people.yaml#/components/schemas/Person' }\n";
    const source = joined({ 'openapi.yaml': `openapi: 3.1.1\n${alias}`, 'people.yaml': people });

    expect(source.root.components).toMatchObject({ schemas: { Person: { type: 'object' } } });
    expect(source.locate('/components/schemas/Person/type').file).toMatch(/people\.yaml$/);
  });

  it('stays as it is where it is one file', () => {
    const source = joined({ 'openapi.yaml': 'openapi: 3.1.1\ncomponents: {}\n' });

    expect(source.root).toEqual({ openapi: '3.1.1', components: {} });
    expect(source.locate('/components').file).toBeUndefined();
  });

  it.each([
    [
      'a file that there is not',
      { 'openapi.yaml': "openapi: 3.1.1\npaths:\n  /a: { $ref: 'a.yaml#/x' }\n" },
      /^openapi.yaml:3 expected a file, received "a.yaml#\/x"$/,
    ],
    [
      'a path that the other file does not have',
      { ...whole, 'parcels.yaml': 'paths: {}\n' },
      /^openapi.yaml:3 expected a reference that leads somewhere, received "parcels.yaml#\/paths\/~1parcels"$/,
    ],
    [
      'two components of one name',
      { ...whole, 'people.yaml': `${people}    Problem: { type: object }\n` },
      /^people.yaml:5 expected a name of its own, received one that .*openapi.yaml has too$/,
    ],
    [
      'a component that the other file does not have',
      {
        'openapi.yaml':
          "openapi: 3.1.1\ncomponents:\n  schemas:\n    Pet: { $ref: 'people.yaml#/components/schemas/Pet' }\n",
        'people.yaml': people,
      },
      /^openapi.yaml:4 expected a reference that leads somewhere, received "people.yaml#\/components\/schemas\/Pet"$/,
    ],
    ['a part that is no YAML', { ...whole, 'people.yaml': 'a: [\n' }, /^people.yaml:\d+ /],
    [
      'a part that is a list',
      { ...whole, 'people.yaml': '- a\n' },
      /^people.yaml:1 expected a part of an OpenAPI document/,
    ],
  ] as const)('fails with %s', (_, files, message) => {
    expect(refusals(files)).toEqual([expect.stringMatching(message)]);
  });
});

import type { Ajv2020 } from 'ajv/dist/2020.js';
import { cyclesOf } from './cycles.ts';
import { asObject, type JsonObject } from './json.ts';

export interface NamedSchema {
  readonly name: string;
  /** Self-contained. */
  readonly schema: JsonObject;
}

/**
 * Adds schemas to a compiler under their names. What several of them refer to is compiled once, also where others of the
 * same document were added before: the compiler shares what is a schema of its own, not what is a part of several.
 */
export function addShared(ajv: Ajv2020, schemas: readonly NamedSchema[]): void {
  const definitions: JsonObject = Object.assign({}, ...schemas.map(({ schema }) => asObject(schema.$defs)));
  const added = Object.entries(definitions)
    .map(([name, schema]) => [idOf(name), schema] as const)
    .filter(([id]) => ajv.schemas[id] === undefined)
    .map(([id, schema]) => [id, textOf(schema)] as const);
  for (const [id, text] of added) ajv.addSchema(JSON.parse(text), id);
  // A schema that leads to itself is compiled from one end, whoever refers to it: its code is then one and the same.
  for (const id of cyclesOf(new Map(added.map(([id, text]) => [id, referencesIn(text)])))) ajv.getSchema(id);
  for (const { name, schema } of schemas) {
    const { $defs: _, ...own } = schema;
    ajv.addSchema(JSON.parse(textOf(own)), name);
  }
}

const idOf = (name: string): string => `definition:${name}`;

const textOf = (schema: unknown): string =>
  JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', `"$ref":"${idOf('')}`);

const referencesIn = (text: string): readonly string[] =>
  [...text.matchAll(/"\$ref":"(definition:[^"]+)"/g)].map(([, id = '']) => id);

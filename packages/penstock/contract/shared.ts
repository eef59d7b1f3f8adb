import type { Ajv2020 } from 'ajv/dist/2020.js';
import { asObject, type JsonObject } from './json.ts';

export interface NamedSchema {
  readonly name: string;
  /** Self-contained. */
  readonly schema: JsonObject;
}

/**
 * Adds schemas to a compiler under their names. What several of them refer to is compiled once: the compiler shares
 * what is a schema of its own, not what is a part of several.
 */
export function addShared(ajv: Ajv2020, schemas: readonly NamedSchema[]): void {
  const definitions = Object.assign({}, ...schemas.map(({ schema }) => asObject(schema.$defs)));
  for (const [name, schema] of Object.entries(definitions)) ajv.addSchema(byName(schema), `definition:${name}`);
  for (const { name, schema } of schemas) {
    const { $defs: _, ...own } = schema;
    ajv.addSchema(byName(own), name);
  }
}

function byName(schema: unknown): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"definition:'));
}

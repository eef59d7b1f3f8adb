import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compiler } from '../compiler.ts';
import { asObject, type JsonObject } from '../json.ts';
import { selfContained } from '../schema.ts';

/** Says whether values fit schemas of one document. What several of them refer to is compiled once. */
export interface Judge {
  /** What keeps a value from fitting; undefined where it fits. */
  breach(schema: unknown, value: unknown): string | undefined;
  fits(schema: unknown, value: unknown): boolean;
}

export function judgeOf(document: JsonObject): Judge {
  const ajv = compiler();
  const known = new Set<string>();
  const compiled = new Map<string, ValidateFunction>();
  const validatorOf = (schema: JsonObject): ValidateFunction => {
    const written = JSON.stringify(schema);
    const found = compiled.get(written);
    if (found !== undefined) return found;
    const { $defs, ...own } = selfContained(document, schema);
    for (const [name, definition] of Object.entries(asObject($defs))) {
      if (known.has(name)) continue;
      known.add(name);
      ajv.addSchema(byName(definition), `definition:${name}`);
    }
    const validate = ajv.compile(byName(own));
    compiled.set(written, validate);
    return validate;
  };
  const breach = (schema: unknown, value: unknown): string | undefined => {
    if (typeof schema === 'boolean') return schema ? undefined : 'nothing fits';
    const validate = validatorOf(asObject(schema));
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath ?? ''} ${error?.message ?? 'does not fit'}`.trim();
  };
  return { breach, fits: (schema, value) => breach(schema, value) === undefined };
}

const byName = (schema: unknown): JsonObject =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"definition:'));

import type { ValidateFunction } from 'ajv/dist/2020.js';
import { compiler } from '../compiler.ts';
import { asObject, type JsonObject } from '../json.ts';
import { sharingReferences } from '../schema.ts';

/** Says whether values fit schemas of one document. What several of them refer to is compiled once. */
export interface Judge {
  /** What keeps a value from fitting; undefined where it fits. */
  breach(schema: unknown, value: unknown): string | undefined;
  fits(schema: unknown, value: unknown): boolean;
}

export function judgeOf(document: JsonObject): Judge {
  const ajv = compiler();
  const alone = sharingReferences(document, idOf, (name, schema) => ajv.addSchema(asObject(schema), idOf(name)));
  const known = new WeakMap<JsonObject, ValidateFunction>();
  const compiled = new Map<string, ValidateFunction>();
  // Schemas that examples are composed of are new objects that say the same.
  const validatorOf = (schema: JsonObject): ValidateFunction => {
    const found = known.get(schema);
    if (found !== undefined) return found;
    const written = JSON.stringify(schema);
    const validate = compiled.get(written) ?? ajv.compile(alone(schema));
    compiled.set(written, validate);
    known.set(schema, validate);
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

const idOf = (name: string): string => `https://contract.invalid/${encodeURIComponent(name)}`;

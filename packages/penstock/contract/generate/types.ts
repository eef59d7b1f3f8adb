import type { EventContract } from '../events/model.ts';
import { asArray, isObject, type JsonObject } from '../json.ts';
import type { Contract } from '../model.ts';
import { componentSchemas, mapSchemas, selfContained } from '../schema.ts';
import { bodySchemas } from './answers.ts';
import { banner } from './banner.ts';
import { dataType } from './events.ts';

/** The TypeScript types of `components/schemas`, of answers written in place and of the events' data, one export each. */
export async function typesModule(contract: Contract, events: readonly EventContract[]): Promise<string> {
  const ofEvents = events.map(({ type, data }) => {
    const { $defs: _, ...own } = selfContained(contract.derived, data);
    return [dataType(type), own];
  });
  const all = {
    ...componentSchemas(contract.derived),
    ...bodySchemas(contract),
    ...Object.fromEntries(ofEvents),
  };
  return `${banner(contract)}\n${await declarations(all)}`;
}

/** A declaration for each schema, and `Schemas` for all by their names; what they refer to is among them. */
export async function declarations(byName: Readonly<Record<string, unknown>>): Promise<string> {
  // Loaded on demand: it costs a tenth of a second that synth need not pay.
  const { compile } = await import('json-schema-to-typescript');
  const schemas = relocate(byName) as Record<string, object>;
  const root = {
    title: 'Schemas',
    description: 'Every schema of the contract by its name.',
    type: 'object' as const,
    additionalProperties: false,
    required: Object.keys(schemas),
    properties: Object.fromEntries(Object.keys(schemas).map((name) => [name, { $ref: `#/definitions/${name}` }])),
    definitions: schemas,
  };
  const source = await compile(root, 'Schemas', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 120 },
  });
  return source.replaceAll(standIn, 'hasOwnProperty').replaceAll(referenceStandIn, '$ref');
}

/** json-schema-to-typescript resolves definitions by their old name only, and would rather name them by their titles. */
function relocate(schemas: Readonly<Record<string, unknown>>): unknown {
  const untitled = Object.entries(schemas).map(([name, schema]) => [name, asOwn(mapSchemas(schema, asType))]);
  const text = JSON.stringify(Object.fromEntries(untitled))
    .replaceAll('"#/$defs/', '"#/definitions/')
    // Of what is no schema a reference was not written anew: a schema may refer to the document's `components`.
    .replaceAll('"$ref":"#/components', `"${referenceStandIn}":"#/components`);
  return JSON.parse(text.replaceAll('"hasOwnProperty":', `"${standIn}":`));
}

/** What is another's reference is that one to it, and has no declaration by its own name. */
const asOwn = (schema: unknown): unknown =>
  isObject(schema) && Object.keys(schema).join() === '$ref' ? { allOf: [schema] } : schema;

/** It asks each map of the author's names for its `hasOwnProperty`. */
const standIn = 'hasOwnPropertyByName';

/** It follows what is called `$ref` in values too, to files of this machine. */
const referenceStandIn = 'referenceByName';

/** What a type says of a schema's values: not what they are by default. */
function asType({ default: _, const: constant, enum: listed, ...schema }: JsonObject): JsonObject {
  return asOneType({
    ...schema,
    ...(constant !== undefined && { const: withoutReferences(constant) }),
    ...(listed !== undefined && { enum: withoutReferences(listed) }),
  });
}

const withoutReferences = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data).replaceAll('"$ref":', `"${referenceStandIn}":`));

/**
 * Without its title, and with what is said of an object beside a composition as a part of that: an object that holds
 * itself and has both ends in an error of json-schema-to-typescript 16.
 */
function asOneType({ title: _, ...schema }: JsonObject): JsonObject {
  const { properties, allOf, anyOf, oneOf, description, ...others } = schema;
  const compositions = Object.entries({ allOf, anyOf, oneOf }).filter(([, parts]) => Array.isArray(parts));
  if (properties === undefined || compositions.length === 0) return schema;
  const parts = compositions.flatMap(([keyword, own]) => (keyword === 'allOf' ? asArray(own) : [{ [keyword]: own }]));
  return { ...(description !== undefined && { description }), allOf: [...parts, { ...others, properties }] };
}

import { Ajv } from 'ajv';
import type { Resource } from '../assembly/resolved.ts';
import { isObject, type JsonObject, object, parseJson } from '../json.ts';
import type { Model, RefuseOf } from './definition.ts';

/** By name. */
export type Models = ReadonlyMap<string, Model>;

/** What every API has. */
const ofEveryApi: readonly (readonly [name: string, schema: JsonObject])[] = [
  ['Empty', {}],
  ['Error', { type: 'object', properties: { message: { type: 'string' } } }],
];

/**
 * Reads the models of an API, JSON schemas of draft 4 that may refer to each other.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function readModels(resources: readonly Resource[], api: Resource, refuseOf: RefuseOf): Models {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const uriOf = (name: string) => `https://apigateway.amazonaws.com/restapis/${api.id}/models/${name}`;
  for (const [name, schema] of ofEveryApi) ajv.addSchema(schema, uriOf(name));
  for (const resource of resources) {
    const { Schema } = resource.properties;
    const schema = object(modern(typeof Schema === 'string' ? parseJson(Schema) : Schema));
    // What is wrong with one shows when it is compiled.
    ajv.addSchema(schema, uriOf(resource.id), false, false);
  }
  const compile = (name: string, fail: (message: string) => void): Model => {
    try {
      return ajv.getSchema(uriOf(name)) as Model;
    } catch (error) {
      fail(`the schema is not understood: ${error instanceof Error ? error.message : String(error)}.`);
      return () => true;
    }
  };
  return new Map([
    ...ofEveryApi.map(([name]) => [name, compile(name, () => {})] as const),
    ...resources.map((resource) => {
      const fail = (message: string) => refuseOf(resource)(message, 'Schema');
      return [resource.id, compile(resource.id, fail)] as const;
    }),
  ]);
}

/** Draft 4 in the words of later drafts: there, an exclusive bound is a number. */
function modern(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(modern);
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema).flatMap(([name, value]): (readonly [string, unknown])[] => {
    if ((name === '$schema' || name === 'id') && typeof value === 'string') return [];
    if (name.startsWith('exclusive') && typeof value === 'boolean') return [];
    const exclusive = exclusiveNames[name];
    return [[exclusive !== undefined && schema[exclusive] === true ? exclusive : name, modern(value)]];
  });
  return Object.fromEntries(members);
}

const exclusiveNames: Readonly<Record<string, string>> = { maximum: 'exclusiveMaximum', minimum: 'exclusiveMinimum' };

import { Ajv2020 } from 'ajv/dist/2020.js';
import { compiler } from '../compiler.ts';
import type { Draft } from '../finding.ts';
import { asObject, type JsonObject } from '../json.ts';
import { child, items, members, type Node, target } from '../node.ts';
import { unboundedSchemas } from '../rules/bounded.ts';
import { openObjects } from '../rules/closed-body.ts';
import { contradictions } from '../rules/contradiction.ts';
import { at } from '../rules/rule.ts';
import { schemaMistakes } from '../rules/schemas.ts';
import { selfContained } from '../schema.ts';
import { fromSchemaErrors } from '../schema-errors.ts';
import { addShared } from '../shared.ts';
import { eventSchema } from './event-schema.ts';
import { type SchemaFile, schemaEnding } from './schema-file.ts';

/** EventBridge takes a detail-type of 128 characters. */
const typeForm = /^(?=.{1,128}$)[a-z][a-z0-9]*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*){2,}\.v[1-9][0-9]*$/;
const schemas = '/components/schemas/';

const fitsShape = new Ajv2020({ allErrors: true, verbose: true }).compile(eventSchema);

/** What is wrong with the schema of an event, given the API contract's document that it refers to. */
export function checkEvent({ type, source, schema, apiReference }: SchemaFile, api: JsonObject): readonly Draft[] {
  const root = { ...schema, components: api.components };
  const top: Node = { value: schema, pointer: '' };
  const drafts = [
    ...misnamed(type, top),
    ...(fitsShape(schema) ? [] : fromSchemaErrors('event-schema', '', fitsShape.errors ?? [])),
    ...badReferences({ value: source.root, pointer: '' }, api, apiReference),
    ...schemaMistakes([top]),
    ...contradictions(root, [top]),
    ...unboundedSchemas(root, [top]),
    ...openParts(root, top),
  ];
  return drafts.map((draft) => besides(draft, apiReference));
}

function* misnamed(type: string, top: Node): Iterable<Draft> {
  const id = child(top, '$id');
  if (!typeForm.test(type)) {
    const message = `expected a file named <context>.<entity>.<what happened>.v<version>${schemaEnding}, received "${type}${schemaEnding}"`;
    yield at('event-type', top, message, `Rename the file, as in parcels.parcel.registered.v1${schemaEnding}.`);
  } else if (typeof id.value === 'string' && id.value !== type + schemaEnding) {
    const message = `expected $id to be the name of the file, "${type}${schemaEnding}", received "${id.value}"`;
    yield at('event-type', id, message, 'Write the one or rename the other.');
  }
}

function* badReferences(node: Node, api: JsonObject, apiReference: string): Iterable<Draft> {
  const place = child(node, '$ref');
  if (typeof place.value === 'string' && !leads(place.value, api, apiReference)) {
    const message = `expected a reference to a schema of the API contract, received "${place.value}"`;
    yield at('reference', place, message, `Write ${apiReference}${schemas}<name> with a name that is there.`);
  }
  for (const inner of items(node)) yield* badReferences(inner, api, apiReference);
  for (const [, inner] of members(node)) yield* badReferences(inner, api, apiReference);
}

function leads(reference: string, api: JsonObject, apiReference: string): boolean {
  const name = reference.slice(apiReference.length + schemas.length);
  return (
    reference.startsWith(apiReference + schemas) &&
    !name.includes('/') &&
    target(api, `#${schemas}${name}`) !== undefined
  );
}

/** The top is closed by the shape it must have; a part may be open when it says so and says how far. */
function* openParts(root: JsonObject, top: Node): Iterable<Draft> {
  for (const node of openObjects(root, [top])) {
    const { additionalProperties, maxProperties } = asObject(node.value);
    if (node.pointer === '' || (additionalProperties === true && maxProperties !== undefined)) continue;
    const message = 'expected an object of an event to be closed, received an open one';
    yield at(
      'closed-event',
      node,
      message,
      'Add `"additionalProperties": false`; where anything may pass, true and maxProperties.',
    );
  }
}

/** A mistake in what is referred to stands in another file. */
function besides(draft: Draft, apiReference: string): Draft {
  if (!draft.path.startsWith('/components/')) return draft;
  return { ...draft, path: '', message: `${draft.message}, in ${apiReference}${draft.path}` };
}

/** The schemas compile to validators; the compiler says less well what the rules say already, so it speaks last. */
export function uncompilable(files: readonly SchemaFile[], api: JsonObject): readonly (readonly [SchemaFile, Draft])[] {
  const ajv = compiler();
  const schemas = files.map(({ type, schema: { $id: _, ...own } }) => ({
    name: type,
    schema: selfContained(api, own),
  }));
  addShared(ajv, schemas);
  return files.flatMap((file) => {
    try {
      ajv.getSchema(file.type);
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `expected a schema that compiles, received one where ${reason}`;
      return [[file, at('schema', { value: file.schema, pointer: '' }, message, 'Correct the schema.')]];
    }
  });
}

import { asObject, isObject, type JsonObject } from './json.ts';
import { kindOf, type MediaKind, MOST_BYTES } from './media-kind.ts';
import type { FormField, ParameterStyle, ValueShape } from './model.ts';
import { child, items, members, type Node, resolve } from './node.ts';
import { shapeOf } from './value-shape.ts';

/** A field of a form as its schema has it; without a type where no text can be read as its values. */
export type FoundField = Omit<FormField, 'type'> & {
  readonly type: FormField['type'] | undefined;
  readonly node: Node;
};

/** The fields of a form: the properties of its schema, each in the way that `encoding` says (OpenAPI 3.1, Encoding Object). */
export function formFields(root: JsonObject, content: Node, kind: MediaKind): readonly FoundField[] {
  const objects = objectParts(root, child(content, 'schema'));
  return objects.flatMap((object) =>
    members(child(object, 'properties')).map(([name, node]): FoundField => {
      const encoding = asObject(child(content, 'encoding', name).value);
      const { style = 'form', explode = style === 'form' } = encoding;
      const written = { name, node, style: style as ParameterStyle, explode: explode === true };
      if (kind === 'multipart') return { ...written, ...multipartField(root, node, encoding) };
      return { ...written, type: writtenAsJson(encoding) ? 'json' : shapeOf(root, node) };
    }),
  );
}

/** A schema and those that it is composed of by allOf, each once. */
export function objectParts(root: JsonObject, schema: Node, seen = new Set<string>()): readonly Node[] {
  const object = resolve(root, schema);
  if (!isObject(object.value) || seen.has(object.pointer)) return [];
  seen.add(object.pointer);
  return [object, ...items(child(object, 'allOf')).flatMap((part) => objectParts(root, part, seen))];
}

const writtenAsJson = ({ contentType }: JsonObject): boolean =>
  typeof contentType === 'string' && kindOf(contentType) === 'json';

function multipartField(root: JsonObject, node: Node, encoding: JsonObject): Pick<FoundField, 'type' | 'maxBytes'> {
  const schema = resolve(root, node);
  const each = resolve(root, child(schema, 'items'));
  const isList = asObject(schema.value).type === 'array';
  const file = isList ? each : schema;
  if (isFile(asObject(file.value), encoding)) {
    const { maxLength } = asObject(file.value);
    return {
      type: isList ? { array: 'file' } : 'file',
      maxBytes: typeof maxLength === 'number' ? maxLength : MOST_BYTES,
    };
  }
  const shape = shapeOf(root, node);
  return { type: encoding.style === undefined && (shape === undefined || hasMembers(shape)) ? 'json' : shape };
}

/** Bytes are `format: binary` in OpenAPI 3.0, and a schema without an encoding to text in 3.1. */
function isFile({ format, contentMediaType, contentEncoding }: JsonObject, { contentType }: JsonObject): boolean {
  if (contentEncoding !== undefined) return false;
  if (format === 'binary' || contentMediaType !== undefined) return true;
  return typeof contentType === 'string' && contentType.split(',').every((one) => kindOf(one) === 'bytes');
}

const hasMembers = (shape: ValueShape): boolean =>
  (typeof shape === 'object' && 'oneOf' in shape ? shape.oneOf : [shape]).some(
    (one) => typeof one === 'object' && 'members' in one,
  );

/** The schema of a form for a validator, which sees no bytes: a file fits whatever its schema says of its bytes. */
export function withoutFiles(root: JsonObject, schema: Node, files: ReadonlySet<string>): JsonObject {
  if (files.size === 0) return asObject(schema.value);
  const { properties, allOf, ...rest } = asObject(resolve(root, schema).value);
  const kept = Object.entries(asObject(properties)).map(([name, own]) => [name, files.has(name) ? {} : own]);
  const parts = items(child(resolve(root, schema), 'allOf')).map((part) => withoutFiles(root, part, files));
  return {
    ...rest,
    ...(isObject(properties) && { properties: Object.fromEntries(kept) }),
    ...(Array.isArray(allOf) && { allOf: parts }),
  };
}

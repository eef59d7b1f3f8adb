import { asObject, isObject, type JsonObject } from './json.ts';
import { kindOf, type MediaKind, MOST_BYTES } from './media-kind.ts';
import type { FormField, ParameterStyle, ValueShape } from './model.ts';
import { child, followed, items, members, type Node, resolve } from './node.ts';
import { shapeOf } from './value-shape.ts';

/** A field of a form as its schema has it; without a type where no text can be read as its values. */
export type FoundField = Omit<FormField, 'type'> & {
  readonly type: FormField['type'] | undefined;
  readonly node: Node;
};

/** The fields of a form: the properties of its schema, each in the way that `encoding` says (OpenAPI 3.1, Encoding Object). */
export function formFields(root: JsonObject, content: Node, kind: MediaKind): readonly FoundField[] {
  const objects = formParts(root, child(content, 'schema'), kind);
  const named = objects.flatMap((object) => members(child(object, 'properties')));
  return [...Map.groupBy(named, ([name]) => name)].map(([name, all]): FoundField => {
    const encoding = asObject(child(content, 'encoding', name).value);
    const { style = 'form', explode = style === 'form' } = encoding;
    const schema = together(all.map(([, node]) => node));
    const written = { name, node: schema, style: style as ParameterStyle, explode: explode === true };
    if (kind === 'multipart') return { ...written, ...multipartField(root, schema, encoding) };
    return { ...written, type: writtenAsJson(encoding) ? 'json' : shapeOf(root, schema) };
  });
}

/** What several parts of a form say of one field is a choice: a text is read as what it fits first. */
function together(nodes: readonly Node[]): Node {
  const [first = { value: undefined, pointer: '' }, ...others] = nodes;
  return others.length === 0 ? first : { value: { anyOf: nodes.map(({ value }) => value) }, pointer: first.pointer };
}

/** The schemas that name the fields of a form; of one without files, alternatives too. */
export function formParts(root: JsonObject, schema: Node, kind: MediaKind, seen = new Set<string>()): readonly Node[] {
  const keywords = kind === 'form' ? ['allOf', 'anyOf', 'oneOf'] : ['allOf'];
  return followed(root, schema).flatMap((object) => {
    if (!isObject(object.value) || seen.has(object.pointer)) return [];
    seen.add(object.pointer);
    const parts = keywords.flatMap((keyword) => items(child(object, keyword)));
    return [object, ...parts.flatMap((part) => formParts(root, part, kind, seen))];
  });
}

const writtenAsJson = ({ contentType }: JsonObject): boolean =>
  typeof contentType === 'string' && kindOf(contentType) === 'json';

function multipartField(root: JsonObject, node: Node, encoding: JsonObject): Pick<FoundField, 'type' | 'maxBytes'> {
  const schema = withoutNull(root, node);
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
  if (encoding.style !== undefined || !isOfObjects(shape)) return { type: shape };
  // Each item is a part of its own (RFC 7578, 4.3).
  return { type: isList ? { array: 'json' } : 'json' };
}

/** What a field is where it may be null as well: nothing that is sent says that a file is null. */
function withoutNull(root: JsonObject, node: Node): Node {
  const schema = resolve(root, node);
  const choice = ['anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword)));
  const [only, ...others] = choice.filter((one) => asObject(resolve(root, one).value).type !== 'null');
  return only === undefined || others.length > 0 ? schema : resolve(root, only);
}

/** Values that have no other form in a part than JSON. */
const isOfObjects = (shape: ValueShape | undefined): boolean => shape === undefined || hasMembers(shape);

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

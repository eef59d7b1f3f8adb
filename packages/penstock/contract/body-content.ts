import { formFields, withoutFiles } from './form-fields.ts';
import { asObject, type JsonObject } from './json.ts';
import { essenceOf, kindOf, type MediaKind, MOST_BYTES } from './media-kind.ts';
import type { BodyContent, FormField } from './model.ts';
import { child, type Node, resolve } from './node.ts';
import { textSchema } from './value-shape.ts';

/** Bytes of what is not a file in a form. */
const FIELDS_BYTES = 64 * 1024;
/** A character of text is that many bytes in UTF-8 at most. */
const MOST_BYTES_A_CHARACTER = 4;

export const isFile = ({ type }: Pick<FormField, 'type'>): boolean =>
  type === 'file' || (typeof type === 'object' && 'array' in type && type.array === 'file');

/** What a body of one media type may be. */
export function bodyContent(root: JsonObject, mediaType: string, content: Node): BodyContent {
  const kind = kindOf(mediaType);
  const schema = child(content, 'schema');
  const fields =
    kind === 'form' || kind === 'multipart'
      ? formFields(root, content, kind).map(({ node: _, ...field }) => field as FormField)
      : [];
  const files = fields.filter(isFile);
  const maxBytes = bytesOf(kind, asObject(resolve(root, schema).value).maxLength, files);
  return {
    mediaType: essenceOf(mediaType),
    kind,
    schema: schemaOf(root, kind, schema) ?? withoutFiles(root, schema, new Set(files.map(({ name }) => name))),
    fields,
    ...(maxBytes !== undefined && { maxBytes: Math.min(MOST_BYTES, maxBytes) }),
  };
}

/** The schema of content that is no JSON, as a validator may ask it: bytes have none. */
export function schemaOf(root: JsonObject, kind: MediaKind, schema: Node): JsonObject | undefined {
  if (kind === 'bytes') return {};
  return kind === 'text' ? textSchema(root, schema) : undefined;
}

function bytesOf(kind: BodyContent['kind'], maxLength: unknown, files: readonly FormField[]): number | undefined {
  const length = typeof maxLength === 'number' ? maxLength : undefined;
  if (kind === 'bytes') return length ?? MOST_BYTES;
  if (kind === 'text') return length && Math.max(FIELDS_BYTES, length * MOST_BYTES_A_CHARACTER);
  if (files.length === 0) return undefined;
  return files.reduce(
    (sum, { maxBytes = MOST_BYTES, type }) => sum + (type === 'file' ? maxBytes : MOST_BYTES),
    FIELDS_BYTES,
  );
}

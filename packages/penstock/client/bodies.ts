import { isFile } from '../contract/body-content.ts';
import { Code, literal } from '../contract/generate/literal.ts';
import { asArray, asObject, type JsonObject } from '../contract/json.ts';
import { jsonFirst } from '../contract/media-kind.ts';
import type { BodyContent, FormField, Operation } from '../contract/model.ts';
import { styledCode } from './styles.ts';

/** A body as the input of a function has it: of one media type, the one that is sent unless the input says another. */
export interface ClientBody {
  readonly mediaType: string;
  readonly schema: JsonObject;
  /** The code that writes it; undefined where it is JSON, or sent as it is. */
  readonly encoder: Code | undefined;
}

/** JSON first: it is what is sent where the input says nothing. */
export function bodiesOf({ requestBody }: Operation): readonly ClientBody[] {
  const { contents = [] } = requestBody ?? {};
  const first = jsonFirst(contents);
  const ordered = first === undefined ? [] : [first, ...contents.filter((content) => content !== first)];
  return ordered.map((content) => ({
    mediaType: content.mediaType,
    schema: schemaOf(content),
    encoder: encoderOf(content),
  }));
}

function schemaOf(content: BodyContent): JsonObject {
  const { kind, schema, fields } = content;
  if (kind === 'bytes') return { tsType: 'Blob | Uint8Array<ArrayBuffer>' };
  if (kind !== 'multipart' || !fields.some(isFile)) return schema;
  const parts = [schema, ...asArray(schema.allOf).map(asObject)];
  const properties = Object.assign({}, ...parts.map((part) => asObject(part.properties)));
  return {
    type: 'object',
    additionalProperties: false,
    required: parts.flatMap((part) => asArray(part.required)),
    properties: Object.fromEntries(
      fields.map((field) => [field.name, isFile(field) ? fileSchema(field) : asObject(properties[field.name])]),
    ),
  };
}

/** A file has a name where it is a File, which is a Blob. */
const fileSchema = ({ type }: FormField): JsonObject => ({ tsType: type === 'file' ? 'Blob' : 'readonly Blob[]' });

/** Also a list of JSON is one part: as such it is read too. */
const isJson = (type: FormField['type']): boolean =>
  type === 'json' || (typeof type === 'object' && 'array' in type && type.array === 'json');

function encoderOf({ kind, fields }: BodyContent): Code | undefined {
  if (kind === 'multipart') {
    const json = fields.filter(({ type }) => isJson(type)).map(({ name }) => name);
    return new Code(`core.multipart(${json.length === 0 ? '' : literal(json)})`);
  }
  if (kind !== 'form') return undefined;
  const writers = fields.flatMap(({ name, type, style, explode }) => {
    const written = type === 'json' ? 'json' : style;
    return written === 'form' && explode
      ? []
      : [[name, styledCode({ name, style: written, explode, in: 'query' })] as const];
  });
  return new Code(`core.urlEncoded(${writers.length === 0 ? '' : literal(Object.fromEntries(writers))})`);
}

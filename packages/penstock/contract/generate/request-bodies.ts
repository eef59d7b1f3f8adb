import { isFile } from '../body-content.ts';
import { asArray, asObject } from '../json.ts';
import type { BodyContent, FormField, RequestBody } from '../model.ts';
import { Code, memberName } from './literal.ts';
import { schemaType, valueType } from './schema-type.ts';

/** The export of a body's validator, by its place among the media types. */
export const bodyExport = (index: number): string => (index === 0 ? 'body' : `body${index + 1}`);

export const bodiesType = ({ contents }: RequestBody): string => [...new Set(contents.map(bodyType))].join(' | ');

/** The TypeScript type of a body of one media type. */
export function bodyType(content: BodyContent): string {
  const { kind, schema, fields } = content;
  if (kind === 'bytes') return 'Uint8Array';
  if (kind === 'json' || kind === 'text') return schemaType(schema);
  return fields.some(isFile) ? formType(content) : valueType(schema);
}

/** The members of a form in place: the schema of the contract says of its files that they are text. */
function formType({ schema, fields }: BodyContent): string {
  const parts = [schema, ...asArray(schema.allOf).map(asObject)];
  const required = new Set(parts.flatMap((part) => asArray(part.required)));
  const schemas = Object.assign({}, ...parts.map(({ properties }) => asObject(properties)));
  const members = fields.map((field) => {
    const type = isFile(field) ? fileType(field) : valueType(asObject(schemas[field.name]));
    return `readonly ${memberName(field.name)}${required.has(field.name) ? '' : '?'}: ${type}`;
  });
  return `{ ${members.join('; ')} }`;
}

const fileType = ({ type }: FormField): string => (type === 'file' ? 'UploadedFile' : 'readonly UploadedFile[]');

const bodyReaders = {
  json: { name: 'jsonBody', module: 'json-body' },
  text: { name: 'textBody', module: 'plain-bodies' },
  bytes: { name: 'bytesBody', module: 'plain-bodies' },
  form: { name: 'formBody', module: 'form-body' },
  multipart: { name: 'multipartBody', module: 'multipart-body' },
} as const satisfies Readonly<Record<BodyContent['kind'], { readonly name: string; readonly module: string }>>;

/** What of the runtime reads the bodies of an operation: names by the entry point that they come from. */
export function bodyReadersOf(body: RequestBody | undefined): ReadonlyMap<string, readonly string[]> {
  const used = new Set((body?.contents ?? []).map(({ kind }) => bodyReaders[kind]));
  const byModule = Map.groupBy(used, ({ module }) => `penstock/runtime/http/body/${module}`);
  return new Map([...byModule].sort().map(([module, readers]) => [module, readers.map(({ name }) => name).sort()]));
}

/** What the runtime knows of an operation's body. */
export function bodyContents({ required, contents }: RequestBody): object {
  const [first = {}, ...others] = contents.map(contentOf);
  return { required, ...first, others: others.length === 0 ? undefined : others };
}

function contentOf({ mediaType, kind, fields, maxBytes }: BodyContent, index: number): object {
  return {
    mediaType,
    read: new Code(bodyReaders[kind].name),
    maxBytes,
    fields: fields.length === 0 ? undefined : fields.map(fieldOf),
    validate: kind === 'bytes' ? undefined : new Code(`validate.${bodyExport(index)}`),
  };
}

const fieldOf = ({ name, type, style, explode, maxBytes }: FormField): object => ({
  name,
  type,
  style: style === 'form' ? undefined : style,
  explode: explode === (style === 'form') ? undefined : explode,
  maxBytes,
});

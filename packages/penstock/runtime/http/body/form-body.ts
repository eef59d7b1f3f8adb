import { findingAt, placeBelow, wholeBody } from '../../core/findings.ts';
import type { FieldContract, ParameterContract, UploadedFile, ValueShape } from '../../operation-contract.ts';
import { Problem, type ProblemFinding } from '../../problem/problem.ts';
import { amongNamed, claims, type NamedTexts } from '../parameters/named-texts.ts';
import { readValue } from '../parameters/read-value.ts';
import { decodeText } from './body-text.ts';
import { multipartParts, type Part } from './multipart.ts';

/** A form as the object that its schema describes, and what in it could not be read. */
export interface FormReading {
  readonly value: Readonly<Record<string, unknown>>;
  readonly findings: readonly ProblemFinding[];
}

type TextField = Pick<ParameterContract, 'name' | 'type' | 'style' | 'explode'>;

/** `application/x-www-form-urlencoded`, as URLs have it (URL Standard, 5.1). */
export function readForm(fields: readonly FieldContract[], text: string): FormReading {
  const texts = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) texts.set(name, [...(texts.get(name) ?? []), value]);
  return readTexts(fields.filter(isText), texts);
}

/** Parts with a file's name, or of a field that is one, are bytes; all others are text. */
export function readMultipart(
  fields: readonly FieldContract[],
  bytes: Buffer,
  boundary: string | undefined,
): FormReading {
  const parts = partsOf(bytes, boundary);
  const files = fields.filter((field) => !isText(field));
  const fileNames = new Set(files.map(({ name }) => name));
  const isUpload = ({ name, filename }: Part): boolean => filename !== undefined || fileNames.has(name);
  const texts = new Map<string, string[]>();
  for (const { name, bytes: content } of parts.filter((part) => !isUpload(part))) {
    texts.set(name, [...(texts.get(name) ?? []), decodeText(content)]);
  }
  const read = readTexts(fields.filter(isText), texts);
  const uploads = Map.groupBy(parts.filter(isUpload), ({ name }) => name);
  const findings = [...uploads].flatMap(([name, all]) =>
    fileFindings(
      name,
      all,
      files.find((file) => file.name === name),
    ),
  );
  const values = [...uploads].map(([name, all]) => {
    const isList = files.some((field) => field.name === name && field.type !== 'file');
    return [name, isList ? all.map(uploaded) : uploaded(all[0] as Part)];
  });
  return {
    value: { ...read.value, ...Object.fromEntries(values) },
    findings: [...read.findings, ...findings],
  };
}

function partsOf(bytes: Buffer, boundary: string | undefined): readonly Part[] {
  try {
    if (boundary === undefined) throw new RangeError('needs a boundary in its Content-Type');
    return multipartParts(bytes, boundary);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('bad-request', `The body of multipart/form-data ${error.message}.`);
  }
}

const isText = (field: FieldContract): field is FieldContract & { readonly type: ValueShape } =>
  field.type !== 'file' && !(typeof field.type === 'object' && 'array' in field.type && field.type.array === 'file');

/** A text that no field takes stays as it is: whether it may be there, the schema says. */
function readTexts(fields: readonly TextField[], texts: NamedTexts): FormReading {
  const taken = claims(fields, [...texts.keys()]);
  const claimed = new Set([...taken.values()].flat());
  const left = [...texts.keys()].filter((name) => !claimed.has(name));
  const others = left.map(
    (name): TextField => ({
      name,
      type: (texts.get(name) ?? []).length > 1 ? { array: 'string' } : 'string',
    }),
  );
  const value: [string, unknown][] = [];
  const findings: ProblemFinding[] = [];
  for (const field of [...fields, ...others]) {
    const written = amongNamed(field, taken.get(field) ?? [field.name], texts);
    const reading = readValue({ type: field.type, required: false, validate: anything }, written);
    if (reading === undefined) continue;
    if ('value' in reading) value.push([field.name, reading.value]);
    else findings.push(findingAt(placeBelow(wholeBody, field.name), reading.detail));
  }
  return { value: Object.fromEntries(value), findings };
}

/** The schema of the whole is asked once all is read. */
const anything = (_value: unknown): _value is unknown => true;

function fileFindings(
  name: string,
  parts: readonly Part[],
  field: FieldContract | undefined,
): readonly ProblemFinding[] {
  const place = placeBelow(wholeBody, name);
  if (field === undefined) return [findingAt(place, 'is not a file')];
  if (field.type === 'file' && parts.length > 1) return [findingAt(place, 'may be sent only once')];
  const { maxBytes = Number.POSITIVE_INFINITY } = field;
  return parts
    .filter(({ bytes }) => bytes.length > maxBytes)
    .map(({ bytes }) => findingAt(place, `must have ${maxBytes} bytes or fewer, and has ${bytes.length}`));
}

const uploaded = ({ filename, mediaType = 'application/octet-stream', bytes }: Part): UploadedFile => ({
  ...(filename !== undefined && { filename }),
  mediaType,
  bytes: new Uint8Array(bytes),
});

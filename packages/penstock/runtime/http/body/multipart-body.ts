import { findingAt, placeBelow, wholeBody } from '../../core/findings.ts';
import type { BodyReader, FieldContract, UploadedFile } from '../../operation-contract.ts';
import { Problem, type ProblemFinding } from '../../problem/problem.ts';
import { decodeText } from './body-bytes.ts';
import { fitting } from './fitting.ts';
import { type FormReading, isText, readTexts } from './form-fields.ts';
import { multipartParts, type Part } from './multipart.ts';

/** `multipart/form-data`, with its files. */
export const multipartBody: BodyReader = {
  kind: 'multipart',
  read: (content, bytes, type) => {
    const { value, findings } = readMultipart(content.fields ?? [], bytes, type?.boundary);
    return fitting(value, content, findings);
  },
};

/** Parts with a file's name, or of a field that is one, are bytes; all others are text. */
function readMultipart(fields: readonly FieldContract[], bytes: Buffer, boundary: string | undefined): FormReading {
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

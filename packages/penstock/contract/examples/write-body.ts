import { asArray, asObject } from '../json.ts';
import type { FormField, Parameter } from '../model.ts';
import { plainText } from './plain-text.ts';
import { writtenPairs } from './write-parameter.ts';

export type Part = FormField;

/** A form as it is sent: each field in its style. */
export function writtenForm(fields: readonly FormField[], value: unknown): string {
  return pairsOf(fields, value)
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}

function pairsOf(fields: readonly FormField[], value: unknown): readonly (readonly [string, string])[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  return Object.entries(asObject(value)).flatMap(([name, own]) => {
    const field = known.get(name);
    return field === undefined ? [[name, plainText(own)] as const] : writtenPairs(field as Parameter, own);
  });
}

const boundary = 'penstock-example';

/** A form with files: each is a few bytes. */
export function writtenMultipart(
  fields: readonly Part[],
  value: unknown,
): { readonly contentType: string; readonly sent: string } {
  const given = asObject(value);
  const files = fields.filter(
    ({ type }) => type === 'file' || (typeof type === 'object' && 'array' in type && type.array === 'file'),
  );
  const isFile = new Set(files.map(({ name }) => name));
  const texts = Object.fromEntries(Object.entries(given).filter(([name]) => !isFile.has(name)));
  const parts = [
    ...pairsOf(fields, texts).map(([name, text]) => part(`name="${escaped(name)}"`, text)),
    ...files.flatMap(({ name, type }) =>
      asArray(type === 'file' ? [''] : ['', '']).map((_, index) =>
        part(`name="${escaped(name)}"; filename="example${index + 1}.txt"`, 'example', 'text/plain'),
      ),
    ),
  ];
  const sent = `${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join('')}--${boundary}--\r\n`;
  return { contentType: `multipart/form-data; boundary=${boundary}`, sent };
}

const part = (disposition: string, text: string, type?: string): string =>
  [
    `Content-Disposition: form-data; ${disposition}`,
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
    '',
    text,
  ].join('\r\n');

/** @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
const escaped = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

import { isObject } from '../json.ts';
import type { Parameter } from '../model.ts';
import { plainText } from './plain-text.ts';

type Writing = Pick<Parameter, 'name' | 'style' | 'explode' | 'type'>;

/** A value as pairs of a query, of cookies or of a form (OpenAPI 3.1, Style Values); nothing of an empty list. */
export function writtenPairs(
  { name, style, explode, type }: Writing,
  value: unknown,
): readonly (readonly [string, string])[] {
  if (type === 'json') return [[name, JSON.stringify(value)]];
  const delimiter = { spaceDelimited: ' ', pipeDelimited: '|' }[style as string] ?? ',';
  if (Array.isArray(value)) {
    if (explode) return value.map((item) => [name, plainText(item)]);
    return value.length === 0 ? [] : [[name, value.map(plainText).join(delimiter)]];
  }
  if (!isObject(value)) return [[name, plainText(value)]];
  const entries = Object.entries(value);
  if (style === 'deepObject') return entries.map(([member, own]) => [`${name}[${member}]`, plainText(own)]);
  if (explode) return entries.map(([member, own]) => [member, plainText(own)]);
  return entries.length === 0 ? [] : [[name, entries.flat().map(plainText).join(delimiter)]];
}

const leads: Readonly<Record<string, string>> = { label: '.', matrix: ';' };

/** A value as one text of a path or a header; `encode` is for what stands between delimiters. */
export function writtenText(
  { name, style, explode, type }: Writing,
  value: unknown,
  encode: (text: string) => string = (text) => text,
): string {
  if (type === 'json') return encode(JSON.stringify(value));
  const text = (one: unknown) => encode(plainText(one));
  const lead = leads[style] ?? '';
  const between = explode && lead !== '' ? lead : ',';
  const named = style === 'matrix' ? `;${name}=` : lead;
  if (Array.isArray(value)) {
    if (style === 'matrix' && explode) return value.map((item) => `;${name}=${text(item)}`).join('');
    return `${named}${value.map(text).join(between)}`;
  }
  if (!isObject(value)) return `${named}${text(value)}`;
  const entries = Object.entries(value);
  if (!explode) return `${named}${entries.flat().map(text).join(between)}`;
  return `${lead}${entries.map(([member, own]) => `${text(member)}=${text(own)}`).join(between)}`;
}

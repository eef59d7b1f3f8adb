import type { JsonObject } from '../json.ts';
import { type Draw, drawnTexts } from './drawn-texts.ts';

/** A text of each format that JSON Schema and OpenAPI name. */
const byFormat: Readonly<Record<string, string>> = {
  date: '2026-01-15',
  'date-time': '2026-01-15T09:30:00Z',
  'iso-date-time': '2026-01-15T09:30:00Z',
  time: '09:30:00Z',
  'iso-time': '09:30:00Z',
  duration: 'P1D',
  email: 'somebody@example.com',
  'idn-email': 'somebody@example.com',
  hostname: 'www.example.com',
  'idn-hostname': 'www.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  iri: 'https://example.com/',
  'uri-reference': '/example',
  'iri-reference': '/example',
  'uri-template': '/example/{id}',
  uuid: '0f0e8f9c-5d0a-4c53-9a53-6c1d1d1f6c7b',
  'json-pointer': '/example',
  'json-pointer-uri-fragment': '#/example',
  'relative-json-pointer': '0',
  regex: '[a-z]+',
  byte: 'ZXhhbXBsZQ==',
};

/** Texts that many patterns are about, the most telling first. */
const common = [
  'example',
  'Example',
  'EXAMPLE',
  'a',
  'A',
  '1',
  '10',
  '100',
  '1000',
  '12345678',
  'EUR',
  'US',
  'en',
  'en-US',
  'a1',
  'A1',
  '#1a2b3c',
  'a_b',
  'a-b',
  '1.0',
  '1.0.0',
  'v1',
  'true',
  '+15555550100',
];

/**
 * A text that fits a schema's format, pattern and lengths, the most readable that is found; undefined where none is. The
 * pattern is drawn from where nothing else fits: that takes the time of a hundred other texts.
 */
export function textOf(schema: JsonObject, seed: number, draw: Draw = drawnTexts): string | undefined {
  const matches = matcherOf(schema.pattern);
  for (const text of candidates(schema, seed, draw)) if (isWithin(schema, text) && matches(text)) return text;
  return undefined;
}

function* candidates(schema: JsonObject, seed: number, draw: Draw): Iterable<string> {
  const { format, pattern } = schema;
  const given = typeof format === 'string' ? byFormat[format] : undefined;
  if (given === undefined) {
    const numbered = seed === 0 ? common : common.map((text) => `${text}${seed}`);
    yield* numbered.map((text) => sized(schema, text));
  } else yield given;
  if (typeof pattern !== 'string') return;
  yield* draw(pattern, 'few', seed);
  yield* draw(pattern, 'many', seed);
  if (given === undefined) yield* stretched(schema, pattern, seed, draw);
}

function matcherOf(pattern: unknown): (text: string) => boolean {
  if (typeof pattern !== 'string') return () => true;
  const expression = new RegExp(pattern, 'u');
  return (text) => expression.test(text);
}

function isWithin({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: JsonObject, text: string): boolean {
  const { length } = [...text];
  return length >= Number(minLength) && length <= Number(maxLength);
}

/** Repeated until it is long enough, and cut where it is too long. */
function sized({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: JsonObject, text: string): string {
  const long = text.repeat(Math.max(1, Math.ceil(Number(minLength) / text.length)));
  return long.slice(0, Math.max(Number(minLength), Math.min(Number(maxLength), text.length)));
}

/**
 * What is drawn is short: a pattern that leaves the length open is drawn from again with what its schema asks for, and what
 * is too short has its last character repeated.
 */
function* stretched({ minLength = 0 }: JsonObject, pattern: string, seed: number, draw: Draw): Iterable<string> {
  const least = Number(minLength);
  if (least < 2) return;
  yield* draw(pattern.replaceAll(/(?<!\\)[+*](?=\$|$|\))/g, `{${least}}`), 'many', seed);
  for (const text of draw(pattern, 'many', seed)) yield text.padEnd(least, text.at(-1));
}

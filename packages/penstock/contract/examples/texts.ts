import fc from 'fast-check';
import type { JsonObject } from '../json.ts';

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

/** Plain in a path, a header and a form: nothing that stands for anything else there. */
const plain = /^[\w.-]+$/;
const printable = /^[!-~]([ -~]*[!-~])?$/;

/** A text that fits a schema's format, pattern and lengths, as readable as there is one; undefined where none is found. */
export function textOf(schema: JsonObject, seed: number): string | undefined {
  const matches = matcherOf(schema.pattern);
  for (const text of candidates(schema, seed)) if (isWithin(schema, text) && matches(text)) return text;
  return undefined;
}

/** Drawing from a pattern takes long: it is done where nothing simpler fits. */
function* candidates(schema: JsonObject, seed: number): Generator<string> {
  const { format, pattern } = schema;
  const given = typeof format === 'string' ? byFormat[format] : undefined;
  if (given !== undefined) {
    yield given;
    yield* drawn(pattern, seed);
    return;
  }
  for (const text of common) yield sized(schema, seed === 0 ? text : `${text}${seed}`);
  yield* drawn(pattern, seed);
  yield* stretched(schema, pattern, seed);
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

/** Texts of the pattern itself; none of one that cannot be drawn from, such as one that looks ahead. A few first: of most patterns any will do. */
function* drawn(pattern: unknown, seed: number): Generator<string> {
  if (typeof pattern !== 'string') return;
  for (const numRuns of [10, 200]) {
    const texts = samples(pattern, seed, numRuns);
    const ranked = [plain, printable].flatMap((one) => texts.filter((text) => one.test(text)).slice(0, 20));
    yield* numRuns === 200 ? [...ranked, ...texts] : ranked;
  }
}

const known = new Map<string, readonly string[]>();
const mostKnown = 500;

/** The same schema is asked for a text many times in one contract. */
function samples(pattern: string, seed: number, numRuns: number): readonly string[] {
  const key = `${numRuns} ${seed} ${pattern}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const texts = sampled(pattern, seed, numRuns);
  if (known.size === mostKnown) known.clear();
  known.set(key, texts);
  return texts;
}

function sampled(pattern: string, seed: number, numRuns: number): readonly string[] {
  try {
    const arbitrary = fc.stringMatching(new RegExp(pattern, 'u'), { size: 'medium' });
    return fc.sample(arbitrary, { numRuns, seed: seed + 1 });
  } catch {
    return [];
  }
}

/**
 * What is drawn is short: a pattern that leaves the length open is drawn from again with what its schema asks for, and what
 * is too short has its last character repeated.
 */
function* stretched(schema: JsonObject, pattern: unknown, seed: number): Generator<string> {
  const least = Number(schema.minLength ?? 0);
  if (typeof pattern !== 'string' || least < 2) return;
  yield* drawn(pattern.replaceAll(/(?<!\\)[+*](?=\$|$|\))/g, `{${least}}`), seed);
  for (const text of drawn(pattern, seed)) yield text.padEnd(least, text.at(-1));
}

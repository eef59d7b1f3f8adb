import fc from 'fast-check';
import { seededRandom, shuffled } from '../../packages/penstock/local/random.ts';

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const planes = range(0, 16);
/** The 66 code points that Unicode keeps for nobody's text (The Unicode Standard, 23.7). */
const noncharacters = [
  ...range(0xfdd0, 0xfdef),
  ...planes.flatMap((plane) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff]),
];
/** C0, DEL and C1. */
const controls = [...range(0, 0x1f), ...range(0x7f, 0x9f)];
const combining = [...range(0x300, 0x36f), 0x1ab0, 0x20e3, 0xfe0f, 0xfe20, 0x1d165, 0xe0100];
const bidirectional = [0x61c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069), 0x5d0, 0x627];
/** What ends lines, joins, vanishes or marks the beginning of a text; what escapes and quotes. */
const awkward = [
  0x200b, 0x200c, 0x200d, 0x2028, 0x2029, 0x85, 0xad, 0xfeff, 0xfffd, 0x22, 0x5c, 0x2f, 0x3c, 0x26, 0x27,
];
const astral = [0x1f381, 0x1f469, 0x1f3fd, 0x1f1eb, 0x20000, 0x1d11e, 0xe0041, 0xf0000, 0x10fffd, 0x10000];
const surrogates = [0xd800, 0xdbff, 0xdc00, 0xdfff];

const oneOf = (codePoints: readonly number[]): fc.Arbitrary<string> =>
  fc.constantFrom(...codePoints).map((code) => String.fromCodePoint(code));

/** A character of any kind that has ever broken something. Halves of surrogate pairs are among them. */
export const character: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }) },
  { weight: 3, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }) },
  { weight: 4, arbitrary: oneOf(astral) },
  { weight: 2, arbitrary: oneOf(combining) },
  { weight: 2, arbitrary: oneOf(bidirectional) },
  { weight: 2, arbitrary: oneOf(awkward) },
  { weight: 1, arbitrary: oneOf(noncharacters) },
  { weight: 1, arbitrary: oneOf(controls) },
  { weight: 1, arbitrary: oneOf(surrogates) },
);

/** What an edge may refuse: controls, noncharacters, halves of surrogate pairs. Every other text has to go through. */
const refusable = new Set([...noncharacters, ...controls]);
export const mayBeRefused = (text: string): boolean =>
  !text.isWellFormed() || [...text].some((one) => refusable.has(one.codePointAt(0) ?? 0));

/** Whether a text is one that anybody's code was tried with. */
export const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** `U+1F381 U+0041` */
export const inCodePoints = (text: string): string =>
  [...text].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');

/**
 * So many different characters from every plane, in an order that the seed makes again: a sixth of them noncharacters,
 * controls and halves of surrogate pairs, as far as there are so many, and of the rest as many from each plane.
 */
export function charactersOfEveryPlane(count: number, seed: number): readonly string[] {
  const random = seededRandom(seed);
  const special = shuffled([...noncharacters, ...controls, ...surrogates], random);
  const chosen = new Set(special.slice(0, Math.ceil(count / 6)));
  while (chosen.size < count) {
    chosen.add((chosen.size % planes.length) * 0x10000 + Math.floor(random() * 0x10000));
  }
  return shuffled([...chosen], random).map((code) => String.fromCodePoint(code));
}

import fc from 'fast-check';

/** Texts of a pattern, those first that need no escaping; none of one that cannot be drawn from, such as one that looks ahead. */
export type Draw = (pattern: string, size: Size, seed: number) => readonly string[];

/** How often what may be repeated is: `few` is readable, and a tenth of the work. */
export type Size = 'few' | 'many';

const sizes = { few: 'xsmall', many: 'medium' } as const;

/** Plain in a path, a header and a form: nothing that stands for anything else there. */
const plain = /^[\w.-]+$/;
const printable = /^[!-~]([ -~]*[!-~])?$/;

/** Drawn once for all places of a pattern: one that repeats what it repeats takes 0.2 s, and a document may hold hundreds. */
const remembered = 200;

const known = new Map<string, readonly string[]>();

export const drawnTexts: Draw = (pattern, size, seed) => {
  const key = JSON.stringify([pattern, size, seed]);
  const texts = known.get(key) ?? ranked(pattern, size, seed);
  if (known.size >= remembered) known.clear();
  known.set(key, texts);
  return texts;
};

function ranked(pattern: string, size: Size, seed: number): readonly string[] {
  try {
    const matching = fc.stringMatching(new RegExp(pattern, 'u'), { size: sizes[size] });
    const texts = fc.sample(matching, { numRuns: 200, seed: seed + 1 });
    const first = [plain, printable].flatMap((one) => texts.filter((text) => one.test(text)).slice(0, 20));
    return [...first, ...texts];
  } catch {
    return [];
  }
}

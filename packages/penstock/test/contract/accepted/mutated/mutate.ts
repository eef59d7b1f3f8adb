import { parse, stringify } from 'yaml';
import { pick, type Random } from './places.ts';
import { structures } from './structures.ts';
import { texts } from './texts.ts';

export interface Mutated {
  /** What was done to the document. */
  readonly changes: readonly string[];
  readonly content: string | Buffer;
}

/** Of so many a document is changed as a text, not as a value. */
const shareOfTexts = 0.25;

/** A document, changed once to three times. */
export function mutate(text: string, random: Random): Mutated {
  if (random() < shareOfTexts) {
    const [name, change] = drawn(random, texts);
    return { changes: [name], content: change(text, random) };
  }
  const root = parse(text);
  const count = pick(random, [1, 1, 2, 3]);
  const changes = Array.from({ length: count }, () => {
    const [name, change] = drawn(random, structures);
    change(root, random);
    return name;
  });
  const json = JSON.stringify(root, null, 1);
  return { changes, content: random() < 0.5 && text.length < 50_000 ? (asYaml(root) ?? json) : json };
}

/** Undefined for what is nested deeper than the library writes. */
function asYaml(root: unknown): string | undefined {
  try {
    return stringify(root, { aliasDuplicateObjects: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function drawn<Change>(random: Random, all: Readonly<Record<string, Change>>): readonly [string, Change] {
  const [first, ...rest] = Object.entries(all);
  if (first === undefined) throw new Error('nothing to draw from');
  return pick(random, [first, ...rest]);
}

import type { Mutator } from './change.ts';

const classes = new Map(
  ['d', 's', 'w'].flatMap((name): [string, string][] => [
    [name, name.toUpperCase()],
    [name.toUpperCase(), name],
  ]),
);

/** A regular expression without an anchor, a quantifier or a flag, or with the contrary of a class. */
export const patterns: Mutator = ({ at }) => {
  if (at.type !== 'RegExpLiteral') return [];
  const [pattern, flags] = [String(at.pattern), String(at.flags)];
  const others = [
    ...withOneChange(pattern).map((other) => ({ pattern: other, flags })),
    ...(flags.includes('i') ? [{ pattern, flags: flags.replace('i', '') }] : []),
  ];
  return others.filter(isPattern).map((other) => ({ site: at, replacement: `/${other.pattern}/${other.flags}` }));
};

function withOneChange(pattern: string): readonly string[] {
  const found: string[] = [];
  const put = (from: number, to: number, text: string) => found.push(pattern.slice(0, from) + text + pattern.slice(to));
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const one = pattern.charAt(at);
    if (one === '\\') {
      const other = classes.get(pattern.charAt(at + 1));
      if (other !== undefined) put(at + 1, at + 2, other);
      at += 1;
    } else if (inClass) inClass = one !== ']';
    else if (one === '[') {
      inClass = true;
      if (pattern.charAt(at + 1) === '^') put(at + 1, at + 2, '');
      else put(at + 1, at + 1, '^');
    } else if (isSign(pattern, at)) put(at, at + 1, '');
  }
  return found;
}

/** An anchor or a quantifier; not the `?` of a group such as `(?:`. */
const isSign = (pattern: string, at: number): boolean =>
  ('^$+*?'.includes(pattern.charAt(at)) && pattern.charAt(at - 1) !== '(') || (pattern.charAt(at) === '^' && at === 0);

function isPattern({ pattern, flags }: { readonly pattern: string; readonly flags: string }): boolean {
  try {
    return new RegExp(pattern, flags).source !== '(?:)';
  } catch {
    return false;
  }
}

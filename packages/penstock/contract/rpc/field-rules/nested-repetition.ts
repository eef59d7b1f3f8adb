/** Escapes, classes, the openings of groups and quantifiers; everything else is one plain character. */
const TOKEN = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+]|\{\d+,\}|[\s\S]/gu;
const UNBOUNDED = /^(?:[*+]|\{\d+,\})$/;

/**
 * Whether a group that repeats without a bound holds a repetition without a bound: `(a+)+` takes twice as long for every
 * character more. Asked each time a service is read, so it is decided by how the pattern is written alone.
 */
export function nestsRepetitions(source: string): boolean {
  const tokens = source.match(TOKEN) ?? [];
  const outer: boolean[] = [];
  let repeats = false;
  for (const [index, token] of tokens.entries()) {
    if (token.startsWith('(')) {
      outer.push(repeats);
      repeats = false;
    } else if (token === ')') {
      if (repeats && UNBOUNDED.test(tokens[index + 1] ?? '')) return true;
      repeats = (outer.pop() ?? false) || repeats;
    } else if (UNBOUNDED.test(token)) repeats = true;
  }
  return false;
}

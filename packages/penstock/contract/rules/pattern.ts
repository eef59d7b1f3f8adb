import { child } from '../node.ts';
import { at, type Rule } from './rule.ts';
import { topSchemas, withSubschemas } from './schemas.ts';

/**
 * No repetition without a bound has another inside it: `(a+)+` takes twice as long for every character more, and every
 * finding is reported, so a pattern meets its text before `maxLength` has refused it.
 */
export const pattern: Rule = function* (outline) {
  for (const schema of topSchemas(outline).flatMap((top) => [...withSubschemas(top)])) {
    const node = child(schema, 'pattern');
    if (typeof node.value !== 'string' || !nestsRepetitions(node.value)) continue;
    const message = `expected no repetition inside a repeated group, received ${node.value}`;
    yield at('pattern', node, message, 'Bound one of the two, as in {1,64}, or write it without the group.');
  }
};

/** Escapes, classes, the openings of groups and quantifiers; everything else is one plain character. */
const TOKEN = /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+]|\{\d+,\}|[\s\S]/gu;
const UNBOUNDED = /^(?:[*+]|\{\d+,\})$/;

/** Whether a group that repeats without a bound holds a repetition without a bound. */
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

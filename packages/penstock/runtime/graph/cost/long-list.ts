import type { VariableValues } from 'graphql';
import type { GraphLimits } from '../safety/limits.ts';
import type { LimitRefusal } from '../safety/refusal.ts';

/** A list in a variable that is longer than any list that may be asked for: what takes it would work for each item. */
export function longList({ coerced }: VariableValues, { listSize }: GraphLimits): LimitRefusal | undefined {
  for (const [name, value] of Object.entries(coerced)) {
    const received = longestIn(value);
    if (received > listSize) {
      return { code: 'list-size-limit', what: `Items of a list in $${name}`, received, limit: listSize };
    }
  }
  return undefined;
}

/** Without recursion: JSON that a custom scalar takes as it is may be as deep as its text is long. */
function longestIn(value: unknown): number {
  const open: unknown[] = [value];
  let longest = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) longest = Math.max(longest, next.length);
    for (const member of Object.values(next)) if (typeof member === 'object') open.push(member);
  }
  return longest;
}

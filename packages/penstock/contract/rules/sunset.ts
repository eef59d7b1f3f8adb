import { documentParts } from '../document-parts.ts';
import type { Draft } from '../finding.ts';
import { show } from '../json.ts';
import { child, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';

/** What is deprecated says until when it works (RFC 8594), and nothing else does. */
export const sunset: Rule = function* ({ root }) {
  for (const node of documentParts({ value: root, pointer: '' })) yield* ofOne(node);
};

function* ofOne(node: Node): Iterable<Draft> {
  const deprecated = child(node, 'deprecated').value === true;
  const date = child(node, 'x-sunset');
  if (deprecated && date.value === undefined) {
    const message = 'expected x-sunset on what is deprecated, received nothing';
    yield at('sunset', child(node, 'deprecated'), message, 'Add `x-sunset: YYYY-MM-DD`, the last day it works.');
  } else if (date.value !== undefined && !deprecated) {
    yield at(
      'sunset',
      date,
      'expected x-sunset on what is deprecated only',
      'Add `deprecated: true` or remove x-sunset.',
    );
  }
  if (date.value !== undefined && !isDate(date.value)) {
    const message = `expected a date of the calendar as YYYY-MM-DD, received ${show(date.value)}`;
    yield at('sunset', date, message, 'Write the last day it works, as in 2027-06-30.');
  }
}

export function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

import { isNode, type Node } from '../syntax.ts';
import type { Mutator } from './change.ts';

const loops = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement']);
const choices = new Set(['IfStatement', 'ConditionalExpression']);

/** A condition that always holds, or never does. A loop that never ends says nothing. */
export const conditions: Mutator = ({ at }) => {
  const { test } = at;
  if (!isNode(test)) return [];
  if (loops.has(at.type)) return [{ site: test, replacement: 'false' }];
  return choices.has(at.type) ? ['true', 'false'].map((replacement) => ({ site: test, replacement })) : [];
};

/** A block that does nothing. */
export const blocks: Mutator = ({ at, source }) => {
  if (at.type !== 'BlockStatement' || (at.body as readonly Node[]).length === 0) return [];
  // A constructor has to call the one that it extends.
  return source.slice(at.start, at.end).includes('super(') ? [] : [{ site: at, replacement: '{}' }];
};

/** A function that gives nothing back. */
export const arrows: Mutator = ({ at }) => {
  const { body } = at;
  if (at.type !== 'ArrowFunctionExpression' || !isNode(body) || body.type === 'BlockStatement') return [];
  return [{ site: body, replacement: 'undefined' }];
};

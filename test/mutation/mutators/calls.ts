import { type Node, node } from '../syntax.ts';
import { edited, type Mutator, type Place, swaps, textOf } from './change.ts';

const methods = swaps(
  ['startsWith', 'endsWith'],
  ['toLowerCase', 'toUpperCase'],
  ['trimStart', 'trimEnd'],
  ['some', 'every'],
  ['min', 'max'],
  ['floor', 'ceil'],
);
const removed = new Set([
  'charAt',
  'filter',
  'reverse',
  'slice',
  'sort',
  'toReversed',
  'toSorted',
  'toWellFormed',
  'trim',
]);
const calls = new Set(['CallExpression', 'OptionalCallExpression']);
const links = new Set(['OptionalMemberExpression', 'OptionalCallExpression']);

/** A method that does the contrary, or none. */
export const methodCalls: Mutator = (place) => {
  const { at } = place;
  if (!calls.has(at.type)) return [];
  const callee = node(at.callee);
  if (!('property' in callee) || callee.computed === true) return [];
  const { name, start, end } = node(callee.property);
  const site = wholeChain(place);
  const other = methods.get(String(name));
  if (other !== undefined) return [edited(place, site, start, end, other)];
  return removed.has(String(name)) ? [edited(place, site, at.start, at.end, textOf(place, node(callee.object)))] : [];
};

/** `a.b` for `a?.b`. */
export const optionalChains: Mutator = (place) => {
  const { at } = place;
  if (!links.has(at.type) || at.optional !== true) return [];
  const site = wholeChain(place);
  const from = node(at.object ?? at.callee).end;
  const mark = place.source.indexOf('?.', from);
  const isMember = at.type === 'OptionalMemberExpression' && at.computed !== true;
  return isDeleted(place, site) ? [] : [edited(place, site, mark, mark + 2, isMember ? '.' : '')];
};

/** A chain stops as a whole where something in it is missing: what replaces a part of it replaces all of it. */
function wholeChain({ at, ancestors }: Place): Node {
  let top = at;
  for (const parent of ancestors.toReversed()) {
    if (!links.has(parent.type) || (parent.object ?? parent.callee) !== top) return top;
    top = parent;
  }
  return top;
}

const isDeleted = ({ ancestors }: Place, site: Node): boolean =>
  ancestors.some(
    ({ type, operator, argument }) => type === 'UnaryExpression' && operator === 'delete' && argument === site,
  );

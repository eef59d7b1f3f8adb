import type { Node } from '../../contract/node.ts';
import { type Found, found, removed } from '../change.ts';
import { narrowed, ruleFor, type Views, widened } from './pair.ts';
import { isOnly } from './view.ts';

/** The members of an object: those that went, those that came, and those that stayed. */
export function compareProperties(views: Views): readonly Found[] {
  const { before, after } = views;
  const was = sentIn(views, 'base');
  const is = sentIn(views, 'head');
  return [
    ...[...was].filter(([name]) => !is.has(name)).flatMap(([name, nodes]) => gone(views, name, nodes)),
    ...[...is].filter(([name]) => !was.has(name)).flatMap(([name, nodes]) => added(views, name, nodes)),
    ...[...is].flatMap(([name, nodes]) => stayed(views, name, was.get(name), nodes)),
    ...compareUnlisted(views),
    ...(before.additional.length > 0 && after.additional.length > 0
      ? views.inner('/*', before.additional, after.additional)
      : compareAdditional(views)),
  ];
}

/** Members that are not listed, where either side says nothing of them. */
function compareAdditional(views: Views): readonly Found[] {
  const { before, after } = views;
  if (before.closed || after.closed || before.additional.length === after.additional.length) return [];
  return before.additional.length === 0
    ? [narrowed(views, 'members that are not listed may be anything, and now have a schema')]
    : [widened(views, 'members that are not listed had a schema, and now may be anything')];
}

/** What only the other side sends is no part of a value that goes this way. */
function sentIn(
  { direction, roots, before, after }: Views,
  side: 'base' | 'head',
): ReadonlyMap<string, readonly Node[]> {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const { properties } = side === 'base' ? before : after;
  return new Map([...properties].filter(([, nodes]) => !isOnly(flag, roots[side], nodes)));
}

function gone({ direction, name, before, after }: Views, property: string, nodes: readonly Node[]): readonly Found[] {
  const at = nodes[0] ?? before.node;
  const said = `${name}/${property} is gone`;
  if (direction === 'request') {
    const refused = after.closed && after.additional.length === 0;
    return [removed(refused ? 'request-property-refused' : 'request-property-ignored', said, at)];
  }
  const what = before.required.has(property) ? 'required-property-removed' : 'property-removed';
  return [removed(ruleFor(direction, what), said, at)];
}

function added({ direction, name, after }: Views, property: string, nodes: readonly Node[]): readonly Found[] {
  const isRequired = direction === 'request' && after.required.has(property);
  const said = `${name}/${property} is new${isRequired ? ', and required' : ''}`;
  return [
    found(ruleFor(direction, isRequired ? 'required-property-added' : 'property-added'), said, nodes[0] ?? after.node),
  ];
}

function stayed(
  views: Views,
  property: string,
  was: readonly Node[] | undefined,
  is: readonly Node[],
): readonly Found[] {
  if (was === undefined) return [];
  const { direction, name, before, after } = views;
  const at = is[0] ?? after.node;
  const required = after.required.has(property);
  const changed = before.required.has(property) !== required;
  const said = `${name}/${property} is ${required ? 'required' : 'optional'} now`;
  const need = changed
    ? [found(ruleFor(direction, required ? 'property-required' : 'property-optional'), said, at)]
    : [];
  return [...need, ...views.inner(`/${property}`, was, is)];
}

/** Whoever reads an answer ignores what they do not know; whoever sends a request is refused for it. */
function compareUnlisted(views: Views): readonly Found[] {
  const { direction, before, after } = views;
  if (direction !== 'request' || before.closed === after.closed) return [];
  return after.closed
    ? [narrowed(views, 'members that are not listed are refused now')]
    : [widened(views, 'members that are not listed are taken now')];
}

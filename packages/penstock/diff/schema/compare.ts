import type { JsonObject } from '../../contract/json.ts';
import type { Node } from '../../contract/node.ts';
import { type Found, found } from '../change.ts';
import type { RuleName } from '../rules.ts';
import { compareChoices } from './choices.ts';
import { compareLimits } from './limits.ts';
import { compareProperties } from './properties.ts';
import { type View, viewOf } from './view.ts';

/** Who sends the value: what a request may hold less of breaks its senders, what an answer may hold more of its readers. */
export type Direction = 'request' | 'response' | 'event';

/** Two schemas that are compared, and all that is needed for those inside them. */
export interface Pair {
  readonly roots: Roots;
  readonly direction: Direction;
  /** How a message names the value, such as `body/items/sku`. */
  readonly name: string;
  readonly base: readonly Node[];
  readonly head: readonly Node[];
  /** The pairs that were compared already, with those around this one. */
  readonly seen: Set<string>;
}

export interface Roots {
  readonly base: JsonObject;
  readonly head: JsonObject;
}

export interface Views extends Pair {
  readonly before: View;
  readonly after: View;
}

/** What changed between two schemas, seen from whoever sends or reads the value. */
export function compareSchemas(pair: Pair): readonly Found[] {
  const before = viewOf(pair.roots.base, pair.base);
  const after = viewOf(pair.roots.head, pair.head);
  const key = `${before.key} | ${after.key}`;
  if (pair.seen.has(key)) return [];
  pair.seen.add(key);
  const views: Views = { ...pair, before, after };
  return [
    ...compareLimits(views),
    ...compareProperties(views),
    ...compareItems(views),
    ...compareChoices(views),
    ...compareRest(views),
  ];
}

/** Comparing what is inside. */
export function inner(pair: Pair, name: string, base: readonly Node[], head: readonly Node[]): readonly Found[] {
  return compareSchemas({ ...pair, name: name.startsWith('/') ? `${pair.name}${name}` : name, base, head });
}

/** A rule of the direction. */
export const ruleFor = (direction: Direction, what: string): RuleName => `${direction}-${what}` as RuleName;

export const narrowed = ({ direction, name, after }: Views, message: string): Found =>
  found(ruleFor(direction, 'narrowed'), `${name}: ${message}`, after.node);

export const widened = ({ direction, name, after }: Views, message: string): Found =>
  found(ruleFor(direction, 'widened'), `${name}: ${message}`, after.node);

function compareItems(views: Views): readonly Found[] {
  const { before, after } = views;
  if (before.items.length > 0 && after.items.length > 0) return inner(views, '/*', before.items, after.items);
  if (before.items.length === after.items.length) return [];
  return before.items.length === 0
    ? [narrowed(views, 'items may be anything, and now have a schema')]
    : [widened(views, 'items had a schema, and now may be anything')];
}

function compareRest({ direction, name, before, after }: Views): readonly Found[] {
  if (before.rest === after.rest) return [];
  return [found(ruleFor(direction, 'schema-changed'), `${name}: ${before.rest} became ${after.rest}`, after.node)];
}

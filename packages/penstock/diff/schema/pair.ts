import type { JsonObject } from '../../contract/json.ts';
import type { Node } from '../../contract/node.ts';
import { type Found, found } from '../change.ts';
import type { RuleName } from '../rules.ts';
import type { View } from './view.ts';

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
  /** What changed inside, at a name such as `/items`. */
  readonly inner: (name: string, base: readonly Node[], head: readonly Node[]) => readonly Found[];
}

/** A rule of the direction. */
export const ruleFor = (direction: Direction, what: string): RuleName => `${direction}-${what}` as RuleName;

export const narrowed = ({ direction, name, after }: Views, message: string): Found =>
  found(ruleFor(direction, 'narrowed'), `${name}: ${message}`, after.node);

export const widened = ({ direction, name, after }: Views, message: string): Found =>
  found(ruleFor(direction, 'widened'), `${name}: ${message}`, after.node);

import type { Node } from '../contract/node.ts';
import { type Level, type RuleName, ruleOf } from './rules.ts';

/** The contract before and after. */
export type Side = 'base' | 'head';

/** A change as it is found: at one place, in one operation or event. */
export interface Found {
  readonly rule: RuleName;
  /** Where the place is to be looked up; what was removed stands in the base alone. */
  readonly side: Side;
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** What was, and what is. */
  readonly message: string;
}

/** A change, whatever it reaches: a shared schema may be part of many operations. */
export interface Change extends Found {
  readonly level: Level;
  readonly fix?: string;
  /** Operations and events, in the order of the contract. */
  readonly reaches: readonly string[];
}

/** A change with the place to look at: `contract/openapi.yaml:12`. */
export interface PlacedChange extends Omit<Change, 'rule'> {
  /** Of the rules of this command, or of buf's where it is about a service. */
  readonly rule: string;
  readonly place: string;
}

export const found = (rule: RuleName, message: string, node: Pick<Node, 'pointer'>, side: Side = 'head'): Found => ({
  rule,
  side,
  pointer: node.pointer,
  message,
});

export const removed = (rule: RuleName, message: string, node: Pick<Node, 'pointer'>): Found =>
  found(rule, message, node, 'base');

/** A change found with the name of what it reaches. */
export type Reached = readonly [string, Found];

const order: readonly Level[] = ['breaking', 'risky', 'safe'];

/** Each change once, the worst first. */
export function gathered(all: readonly Reached[]): readonly Change[] {
  const changes = new Map<string, Change & { readonly reaches: string[] }>();
  for (const [name, one] of all) {
    const key = JSON.stringify([one.rule, one.side, one.pointer, one.message]);
    const known = changes.get(key);
    if (known === undefined) changes.set(key, { ...one, ...ruleOf(one.rule), reaches: [name] });
    else if (!known.reaches.includes(name)) known.reaches.push(name);
  }
  return worstFirst([...changes.values()]);
}

export const worstFirst = <One extends Pick<Change, 'level'>>(changes: readonly One[]): readonly One[] =>
  changes.toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level));

import type { Draft } from '../finding.ts';
import type { Node } from '../node.ts';
import type { Outline } from '../outline.ts';

/** A rule looks at the whole document and yields what it finds; it never stops another rule. */
export type Rule = (outline: Outline) => Iterable<Draft>;

/** A finding at a node. */
export function at(rule: string, { pointer }: Node, message: string, fix: string): Draft {
  return { rule, path: pointer, message, fix };
}

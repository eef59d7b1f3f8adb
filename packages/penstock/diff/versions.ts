import { members, type Node } from '../contract/node.ts';
import type { OutlinedOperation } from '../contract/outline.ts';
import type { Roots } from './schema/pair.ts';

/** One operation as it was and is. */
export interface Operations {
  readonly roots: Roots;
  readonly before: OutlinedOperation;
  readonly after: OutlinedOperation;
}

/** Every member of an object that both have, with what it was and is. */
export function pairs(before: Node, after: Node): readonly (readonly [string, Node, Node])[] {
  const was = new Map(members(before));
  return members(after).flatMap(([name, node]) => {
    const other = was.get(name);
    return other === undefined ? [] : [[name, other, node] as const];
  });
}

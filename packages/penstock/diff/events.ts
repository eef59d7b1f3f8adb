import { asObject } from '../contract/json.ts';
import { child, members, type Node } from '../contract/node.ts';
import { found, type Reached, removed } from './change.ts';
import { compareSchemas } from './schema/compare.ts';
import type { Roots } from './schema/pair.ts';

/** Where the schemas of events are put beside the document that they refer to. */
export const eventsMember = 'x-penstock-events';

/** The events that are sent. */
export function compareEvents(roots: Roots): readonly Reached[] {
  const [was, is] = [eventsOf(roots.base), eventsOf(roots.head)];
  return [
    ...[...was]
      .filter(([type]) => !is.has(type))
      .map(([type, node]): Reached => [type, removed('event-removed', `${type} is gone`, node)]),
    ...[...is].flatMap(([type, node]): readonly Reached[] => {
      const other = was.get(type);
      if (other === undefined) return [[type, found('event-added', `${type} is new`, node)]];
      const pair = {
        roots,
        direction: 'event',
        name: 'data',
        base: [other],
        head: [node],
        seen: new Set<string>(),
      } as const;
      return compareSchemas(pair).map((change) => [type, change] as const);
    }),
  ];
}

function eventsOf(root: Roots['base']): ReadonlyMap<string, Node> {
  return new Map(members(child({ value: asObject(root), pointer: '' }, eventsMember)));
}

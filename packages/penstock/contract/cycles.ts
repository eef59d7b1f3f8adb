/**
 * The circles of a graph, what they lead to before them: of each the name that is first by its letters.
 *
 * @see https://doi.org/10.1137/0201010 Tarjan, Depth-First Search and Linear Graph Algorithms
 */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const cycles: string[] = [];
  /** The earliest that is still open of what a name leads to. */
  const visit = (name: string): number => {
    const own = order.size;
    order.set(name, own);
    open.push(name);
    isOpen.add(name);
    let lowest = own;
    for (const next of graph.get(name) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (isOpen.has(next)) lowest = Math.min(lowest, order.get(next) ?? own);
    }
    if (lowest < own) return lowest;
    const members = open.splice(open.indexOf(name));
    for (const member of members) isOpen.delete(member);
    const [first = name] = members.sort();
    if (members.length > 1 || graph.get(name)?.includes(name) === true) cycles.push(first);
    return lowest;
  };
  for (const name of graph.keys()) if (!order.has(name)) visit(name);
  return cycles;
}

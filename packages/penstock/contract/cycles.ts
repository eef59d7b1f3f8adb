type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The circles of a graph, what they lead to before them: of each the name that is first by its letters.
 *
 * @see https://doi.org/10.1137/0201010 Tarjan, Depth-First Search and Linear Graph Algorithms
 */
export function cyclesOf(graph: Graph): readonly string[] {
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
    const found = (graph.get(name) ?? []).map((next) => reached(next) ?? own);
    const earliest = found.reduce((one, other) => Math.min(one, other), own);
    if (earliest < own) return earliest;
    const members = open.splice(open.lastIndexOf(name));
    for (const member of members) isOpen.delete(member);
    cycles.push(...cycleOf(graph, members));
    return earliest;
  };
  const reached = (name: string): number | undefined => {
    const known = order.get(name);
    if (known === undefined) return visit(name);
    return isOpen.has(name) ? known : undefined;
  };
  for (const name of graph.keys()) reached(name);
  return cycles;
}

/** What leads to one another, if it is more than a schema that does not lead to itself. */
function cycleOf(graph: Graph, members: readonly string[]): readonly string[] {
  const [first = '', ...others] = [...members].sort();
  return others.length > 0 || graph.get(first)?.includes(first) === true ? [first] : [];
}

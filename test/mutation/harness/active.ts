/** Times that one mutant may be asked for; the whole of all tests asks some thousands of times. */
const MOST_HITS = 1_000_000;

let active = 0;
let hits = 0;
let reached: Set<number> | undefined;

/** What stands before each mutant in the code: whether it is the one that is tried. */
export function isActive(mutant: number): boolean {
  reached?.add(mutant);
  if (mutant !== active) return false;
  hits += 1;
  if (hits > MOST_HITS) throw new Error('The mutant makes a loop that never ends');
  return true;
}

export function activate(mutant: number): void {
  active = mutant;
  hits = 0;
}

/** Records from now on which mutants are reached. */
export function record(): Set<number> {
  reached = new Set();
  return reached;
}

/**
 * What counts requests, by its name: the one that was made before, where it was made on the same terms.
 *
 * @param terms what is counted against: another limit begins anew
 */
export type Keep = <Value>(name: string, terms: unknown, make: () => Value) => Value;

/** Counts outlive the deployments that do not change their limits, as those of AWS do. */
export function createKept(): Keep {
  const known = new Map<string, { readonly terms: string; readonly value: unknown }>();
  return <Value>(name: string, given: unknown, make: () => Value): Value => {
    const terms = JSON.stringify(given) ?? '';
    const found = known.get(name);
    // One name is of one kind of value: what was made under it before is what `make` makes.
    if (found?.terms === terms) return found.value as Value;
    const value = make();
    known.set(name, { terms, value });
    return value;
  };
}

export const keepNothing: Keep = (_name, _terms, make) => make();

/** Runs cases in this order until one fails, and says which; empty when they cannot even be loaded. */
export type Failing = (names: readonly string[], withMutant: boolean) => Promise<string | undefined>;

/**
 * The case that fails with the mutant and, after the same cases, passes without it. What fails without it too depends on
 * the cases around it, or on what an earlier mutant left behind, and says nothing: the others are asked without it.
 */
export async function noticing(cases: readonly string[], failing: Failing): Promise<string | undefined> {
  for (let names = cases; names.length > 0; ) {
    const failed = await failing(names, true);
    if (failed === undefined) return undefined;
    const without = await failing(failed === '' ? names.slice(0, 1) : names.slice(0, names.indexOf(failed) + 1), false);
    if (without === undefined) return failed;
    if (without === '') throw new Error('The test file cannot be loaded without a mutant');
    names = names.filter((name) => name !== without);
  }
  return undefined;
}

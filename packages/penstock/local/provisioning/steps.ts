/** Something to do for a resource once what it needs has been done. */
export interface Step {
  readonly id: string;
  /** Ids of steps; those of which there is none are done. */
  readonly after: readonly string[];
  readonly run: () => Promise<void>;
}

/**
 * Runs steps, those at once that do not wait for each other. After a failure none is begun any more.
 *
 * @returns what failed, in the order of the steps, once nothing is under way
 */
export async function runSteps(steps: readonly Step[]): Promise<readonly unknown[]> {
  const failures = new Map<string, unknown>();
  const running = new Map<string, Promise<void>>();
  const byId = new Map(steps.map((step) => [step.id, step]));
  const start = (step: Step): Promise<void> => {
    const known = running.get(step.id);
    if (known !== undefined) return known;
    const { promise, resolve } = Promise.withResolvers<void>();
    running.set(step.id, promise);
    void perform(step).finally(resolve);
    return promise;
  };
  const perform = async ({ id, after, run }: Step) => {
    await Promise.all(after.flatMap((id) => byId.get(id) ?? []).map(start));
    if (failures.size > 0) return;
    await run().catch((error: unknown) => void failures.set(id, error));
  };
  await Promise.all(steps.map(start));
  return steps.flatMap(({ id }) => (failures.has(id) ? [failures.get(id)] : []));
}

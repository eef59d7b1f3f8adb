import type { Block, Case, Hook } from './suite.ts';

/** Runs cases one after another, with their hooks, until one fails. Says which that was. */
export async function runCases(
  cases: readonly Case[],
  around: (name: string, work: () => Promise<void>) => Promise<void>,
): Promise<{ readonly failed?: string; readonly error?: unknown }> {
  const begun = new Set<Block>();
  let current = '';
  try {
    for (const one of cases) {
      current = one.name;
      for (const block of one.blocks) {
        if (begun.has(block)) continue;
        begun.add(block);
        await around('', () => all(block, 'beforeAll'));
      }
      await around(one.name, () => runCase(one));
    }
    return {};
  } catch (error) {
    return { failed: current, error };
  } finally {
    for (const block of [...begun].toReversed()) await all(block, 'afterAll').catch(() => {});
  }
}

async function runCase({ work, blocks }: Case): Promise<void> {
  try {
    for (const block of blocks) await all(block, 'beforeEach');
    await work();
  } finally {
    for (const block of blocks.toReversed()) await all(block, 'afterEach');
  }
}

async function all({ hooks }: Block, name: Hook): Promise<void> {
  for (const hook of hooks[name]) await hook();
}

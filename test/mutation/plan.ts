import { basename } from 'node:path';
import type { Run, Survey, TimedCase } from './harness/messages.ts';

interface Reaching {
  readonly testFile: string;
  /** Of the file's cases, those that may notice. */
  readonly cases: readonly TimedCase[];
}

/** Which cases may notice a mutant: those that reach it, or all of a file that reaches it as it loads. */
export function reaching(mutant: number, surveys: readonly Survey[]): readonly Reaching[] {
  return surveys
    .map(({ testFile, cases, atLoad }) => ({
      testFile,
      cases: atLoad.includes(mutant) ? cases : cases.filter(({ mutants }) => mutants.includes(mutant)),
    }))
    .filter(({ cases }) => cases.length > 0);
}

/**
 * The order to try them in: first the module's own file, then those that are likely to notice and quick; in a file the
 * cases that noticed other mutants of the module.
 */
export function runsFor(path: string, found: readonly Reaching[], kills: (name: string) => number): readonly Run[] {
  const own = `/${basename(path, '.ts')}.test.ts`;
  const cost = ({ testFile, cases }: Reaching): number => {
    if (testFile.endsWith(own)) return -1;
    const noticed = cases.reduce((sum, { name }) => sum + kills(name), 0);
    return cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / (1 + noticed);
  };
  return found
    .toSorted((a, b) => cost(a) - cost(b))
    .map(({ testFile, cases }) => ({
      testFile,
      cases: cases
        .toSorted((a, b) => kills(b.name) - kills(a.name) || a.milliseconds - b.milliseconds)
        .map(({ name, milliseconds }) => ({ name, milliseconds })),
    }));
}

import type { Bundle } from './bundles.ts';
import type { Survey } from './harness/messages.ts';
import { digest } from './hash.ts';
import { readCache, writeCache } from './results.ts';
import type { Module } from './scope.ts';

interface Entry {
  readonly survey: Survey;
  /** Of the script, and of the numbers that its mutants have. */
  readonly key: string;
}

export interface Surveys {
  known(bundle: Bundle): Survey | undefined;
  put(bundle: Bundle, survey: Survey): void;
  save(): void;
}

/** What test files reached in earlier runs: it holds while a file's script, and the numbers of its mutants, are the same. */
export function surveys(file: string, modules: readonly Pick<Module, 'path' | 'offset'>[], salt: string): Surveys {
  const entries = new Map<string, Entry>(Object.entries(readCache<Entry>(file)));
  const keyOf = ({ hash, sources }: Bundle): string =>
    digest([
      salt,
      hash,
      ...modules.filter(({ path }) => sources.includes(path)).map(({ path, offset }) => `${path} ${offset}`),
    ]);
  return {
    known: (bundle) => {
      const entry = entries.get(bundle.testFile);
      return entry?.key === keyOf(bundle) ? entry.survey : undefined;
    },
    put: (bundle, survey) => {
      entries.set(bundle.testFile, { survey, key: keyOf(bundle) });
    },
    save: () => writeCache(file, entries),
  };
}

import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Bundle } from './bundles.ts';
import { digest, hashOf } from './hash.ts';
import type { Mutant } from './instrument.ts';
import { hashOfPackages, readLock } from './locked.ts';
import type { Module } from './scope.ts';

export type Fate =
  | { readonly status: 'killed'; readonly by: string }
  /** It ended the process that tried it, or never ended. */
  | { readonly status: 'stuck' }
  | { readonly status: 'survived'; readonly reached: boolean };

export interface Result extends Mutant {
  readonly path: string;
  readonly fate: Fate;
}

interface Entry {
  readonly fate: Fate;
  /** Of the bundles that decided it: they decide it again as long as they are the same. */
  readonly evidence: string;
}

export interface Results {
  known(module: Module, mutant: Mutant): Fate | undefined;
  put(module: Module, mutant: Mutant, fate: Fate): void;
  /** Leaves out what is of an earlier source of these modules. */
  save(modules: readonly Module[]): void;
}

/** Results of earlier runs: a kill holds while the test file that noticed is the same, any other while all of them are. */
export function results(file: string, bundles: readonly Bundle[], salt: string): Results {
  const entries = new Map<string, Entry>(Object.entries(readCache<Entry>(file)));
  const keyOf = ({ path, source }: Module, { number }: Mutant): string =>
    `${path} ${digest([salt, source, String(number)])}`;
  const evidenceOf = ({ path }: Module, fate: Fate): string =>
    digest(
      bundles
        .filter(({ testFile, sources }) => (fate.status === 'killed' ? testFile === fate.by : sources.includes(path)))
        .map(({ testFile, hash }) => `${testFile} ${hash}`),
    );
  return {
    known: (module, mutant) => {
      const entry = entries.get(keyOf(module, mutant));
      return entry !== undefined && entry.evidence === evidenceOf(module, entry.fate) ? entry.fate : undefined;
    },
    put: (module, mutant, fate) => {
      entries.set(keyOf(module, mutant), { fate, evidence: evidenceOf(module, fate) });
    },
    save: (modules) => {
      const paths = new Set(modules.map(({ path }) => path));
      const current = new Set(modules.flatMap((one) => one.mutants.map((mutant) => keyOf(one, mutant))));
      writeCache(
        file,
        [...entries].filter(([key]) => current.has(key) || !paths.has(key.split(' ')[0] ?? '')),
      );
    },
  };
}

/** What decides a result beside sources and tests: the runner itself, and the packages that it consists of. */
export const saltOf = (): string =>
  digest([
    hashOf([
      ...globSync('test/mutation/{mutators,harness}/**/*.ts'),
      'test/mutation/instrument.ts',
      'test/mutation/syntax.ts',
    ]),
    hashOfPackages(readLock(), ['@babel/parser', '@jest/fake-timers', 'esbuild', 'expect', 'fast-check', 'jest-mock']),
  ]);

/** Nothing where there is no such file. */
export function readCache<Entry>(file: string): Record<string, Entry> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

export function writeCache(file: string, entries: Iterable<readonly [string, object]>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries)));
}

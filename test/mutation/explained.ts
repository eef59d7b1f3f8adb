import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Result } from './results.ts';

/** Why a mutant that no test notices is no gap: what it changes nobody can see, or is worth no test. */
export interface Explanation {
  readonly file: string;
  /** The source line, without its indentation. */
  readonly line: string;
  /** As the report shows it. */
  readonly mutant: string;
  readonly why: string;
}

interface Entry {
  readonly line: string;
  readonly mutants: readonly string[];
  readonly why: string;
}

/** Reads `explained.yaml`: a list for each file, each of one source line and its mutants. */
export function readExplanations(text: string): readonly Explanation[] {
  const files: Readonly<Record<string, readonly Entry[]>> = parse(text) ?? {};
  return Object.entries(files).flatMap(([file, entries]) =>
    entries.flatMap(({ line, mutants, why }) => mutants.map((mutant) => ({ file, line, mutant, why: why.trim() }))),
  );
}

export const explanationsIn = (path: string): readonly Explanation[] => readExplanations(readFileSync(path, 'utf8'));

const LONGEST = 100;

/** `original → replacement`, each in one line and not too long to read. */
export const shownMutant = ({ original, replacement }: Pick<Result, 'original' | 'replacement'>): string =>
  [original, replacement].map(short).join(' → ');

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

export interface Judged {
  readonly explained: readonly (Result & { readonly why: string })[];
  readonly unexplained: readonly Result[];
  /** Explanations of what is no survivor. */
  readonly stale: readonly Explanation[];
}

/** Matches survivors and explanations. */
export function judge(results: readonly Result[], explanations: readonly Explanation[]): Judged {
  const survivors = results.filter(({ fate }) => fate.status === 'survived');
  const explains = (one: Explanation, { path, text, ...mutant }: Result): boolean =>
    one.file === path && one.line === text && one.mutant === shownMutant(mutant);
  const found = survivors.map((result) => ({ ...result, why: explanations.find((one) => explains(one, result))?.why }));
  return {
    explained: found.flatMap(({ why, ...result }) => (why === undefined ? [] : [{ ...result, why }])),
    unexplained: found.filter(({ why }) => why === undefined),
    stale: explanations.filter((one) => !survivors.some((result) => explains(one, result))),
  };
}

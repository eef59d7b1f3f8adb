import type { Draft } from '../finding.ts';
import { child, type Node } from '../node.ts';
import { at } from './rule.ts';
import { withSubschemas } from './schemas.ts';

/**
 * No pattern takes exponential time: every finding is reported, so a pattern meets its text before `maxLength` has refused
 * it. Judged by what a pattern does (recheck: its automaton, or what a fuzzer makes of it), which takes up to a second;
 * so it is asked where a contract is checked or generated from, and not each time one is read.
 */
export async function exponentialPatterns(tops: readonly Node[]): Promise<readonly Draft[]> {
  const nodes = tops.flatMap((top) => [...withSubschemas(top)]).map((schema) => child(schema, 'pattern'));
  const suspects = nodes.filter(({ value }) => typeof value === 'string' && repeatsGroups(value));
  if (suspects.length === 0) return [];
  const verdicts = await judged([...new Set(suspects.map(({ value }) => String(value)))]);
  return suspects.flatMap((node) => {
    const attack = verdicts.get(String(node.value));
    if (attack === undefined) return [];
    const message = `expected a pattern of less than exponential time, received ${String(node.value)}, which ${attack}`;
    return [
      at('pattern', node, message, 'Let no two parts of a repeated group match the same text, or take it apart.'),
    ];
  });
}

/** What takes exponential time repeats a group: nothing else has to be looked at. */
const repeatsGroups = (source: string): boolean => /\)(?:[*+]|\{\d)/.test(source);

/**
 * A tenth of the defaults and less: the verdicts on our cases are the same, in a fifth of the time. What an attack takes is
 * counted in characters that are read; by the clock, a busy machine found a harmless pattern slow.
 */
const effort = {
  timeout: 5000,
  attackLimit: 10_000_000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  maxSeedSetSize: 30,
  maxInitialGenerationSize: 100,
  maxGenerationSize: 30,
  maxIteration: 3,
  incubationLimit: 5000,
};

/** What makes a pattern slow, or undefined: a contract that is edited has nearly the patterns that it had. */
const known = new Map<string, string | undefined>();

/** Of each pattern what makes it take exponential time, if anything does. */
async function judged(sources: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const unknown = sources.filter((source) => !known.has(source));
  if (unknown.length === 0) return known;
  // Not the engines of other platforms, which it would look for: the one in JavaScript.
  process.env.RECHECK_BACKEND ??= 'pure';
  const { checkSync } = await import('recheck');
  for (const source of unknown) {
    const verdict = checkSync(source, 'u', effort);
    const isSlow = verdict.status === 'vulnerable' && verdict.complexity.type === 'exponential';
    known.set(source, isSlow ? `such a text makes slow: ${verdict.attack.pattern}` : undefined);
  }
  return known;
}

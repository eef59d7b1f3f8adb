import { globSync, readFileSync } from 'node:fs';
import { type Instrumented, instrument } from './instrument.ts';

/** What is mutated, and the tests that have to notice: those of the same room, in one process, with no stage behind. */
const rooms: readonly { readonly sources: string; readonly tests: string }[] = [
  { sources: 'packages/penstock/runtime', tests: 'packages/penstock/test/runtime' },
  { sources: 'packages/penstock/constructs/rules', tests: 'packages/penstock/test/constructs/rules' },
  { sources: 'packages/penstock-rules', tests: 'packages/penstock-rules/test' },
];

/** They bundle what they test themselves, so a mutant never gets there. */
const without = new Set(['packages/penstock/test/runtime/aws/replacements.test.ts']);

/** Make what tests start from, templates and generated modules: seconds, and nothing that is mutated has a part in it. */
export const shared = [
  'packages/penstock/test/constructs/synthesized.ts',
  'packages/penstock/test/contract/rpc/parcels.ts',
  'packages/penstock/test/runtime/graph/generated-graph.ts',
];

export interface Module extends Instrumented {
  readonly path: string;
  readonly source: string;
  /** Comes before its first mutant's number. */
  readonly offset: number;
}

/** The modules that have mutants and whose path contains `part`. */
export function modulesLike(part: string): readonly Module[] {
  const sources = [...new Set(rooms.map((room) => room.sources))];
  const paths = sources
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { exclude: ['**/dist/**', '**/test/**'] }))
    .filter((path) => path.includes(part));
  let offset = 0;
  return paths.toSorted().flatMap((path) => {
    const source = readFileSync(path, 'utf8');
    const found = { path, source, offset, ...instrument(source) };
    offset += found.mutants.length;
    return found.mutants.length === 0 ? [] : [found];
  });
}

export const testFiles = (): readonly string[] =>
  rooms
    .flatMap(({ tests }) => globSync(`${tests}/**/*.test.ts`))
    .filter((path) => !without.has(path))
    .toSorted();

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDynamodb } from '../../packages/penstock/testkit/dynamodb.ts';
import { type Bundle, bundle } from './bundles.ts';
import { worker } from './harness/crew.ts';
import type { Survey } from './harness/messages.ts';
import { type Fate, type Result, type Results, results, saltOf } from './results.ts';
import { type Module, modulesLike, shared, testFiles } from './scope.ts';
import { type Surveys, surveys } from './surveys.ts';
import { type Candidate, type Site, surveyAll, tryAll } from './try-all.ts';

const cache = 'node_modules/.cache/penstock-mutation';
const processes = 2;

export interface RunOptions {
  /** Only modules whose path contains it. */
  readonly file: string;
  readonly progress: (line: string) => void;
}

/** Tries every mutant that no earlier run decided. */
export async function mutate({ file, progress }: RunOptions): Promise<readonly Result[]> {
  // As in Lambda, wherever it runs.
  process.env.TZ = 'UTC';
  // All have their mutants in the scripts, whatever is tried: their numbers stay, and what reaches them is known next time.
  const all = modulesLike('');
  const modules = all.filter(({ path }) => path.includes(file));
  const folder = join(process.cwd(), cache, `scripts-${process.pid}`);
  const bundles = await bundle({
    modules: new Map(all.map((one) => [one.path, one])),
    testFiles: testFiles(),
    shared,
    folder,
  });
  const salt = saltOf();
  const store = results(join(cache, 'results.json'), bundles, salt);
  const candidates = modules.flatMap((module) => module.mutants.map((mutant) => ({ module, mutant })));
  const open = candidates.filter(({ module, mutant }) => store.known(module, mutant) === undefined);
  const workers = Array.from({ length: processes }, worker);
  const clear = (): void => {
    for (const one of workers) one.end();
    store.save(modules);
    rmSync(folder, { recursive: true, force: true });
  };
  // What was found out so far is kept, also when it is stopped.
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => {
      clear();
      process.exit(code);
    });
  }
  try {
    if (open.length > 0) {
      progress(`${open.length} of ${candidates.length} mutants to try`);
      const kept = surveys(join(cache, 'surveys.json'), all, salt);
      await withEngine(async () => {
        const reached = await reachedBy({ workers, folder }, relatedTo(open, bundles), kept);
        await tryAll({ workers, folder }, open, reached, noting({ count: open.length, modules, store, progress }));
      });
    }
  } finally {
    clear();
  }
  return candidates.map(({ module, mutant }: Candidate) => {
    const fate = store.known(module, mutant);
    if (fate === undefined) throw new Error(`${module.path}:${mutant.line} was not decided`);
    return { ...mutant, path: module.path, fate };
  });
}

const relatedTo = (open: readonly Candidate[], bundles: readonly Bundle[]): readonly Bundle[] => {
  const paths = new Set(open.map(({ module }) => module.path));
  return bundles.filter(({ sources }) => sources.some((source) => paths.has(source)));
};

/** Runs those test files without a mutant of which it is not known what they reach. */
async function reachedBy(site: Site, bundles: readonly Bundle[], kept: Surveys): Promise<readonly Survey[]> {
  const unknown = bundles.filter((one) => kept.known(one) === undefined);
  await surveyAll(site, unknown, (one, survey) => {
    kept.put(one, survey);
    kept.save();
  });
  return bundles.flatMap((one) => kept.known(one) ?? []);
}

interface Noting extends Pick<RunOptions, 'progress'> {
  readonly count: number;
  readonly modules: readonly Module[];
  readonly store: Results;
}

/** Keeps each fate as it is found, and says how far it is. */
function noting({ count, modules, store, progress }: Noting) {
  let tried = 0;
  let survived = 0;
  return ({ module, mutant }: Candidate, fate: Fate): void => {
    tried += 1;
    if (fate.status === 'survived') survived += 1;
    store.put(module, mutant, fate);
    progress(`${tried} of ${count} tried, ${survived} survived, ${module.path}`);
    if (tried % 20 === 0) store.save(modules);
  };
}

/** One engine of the tables for all mutants: to start one for each takes longer than its tests. Each has its own tables. */
async function withEngine(work: () => Promise<void>): Promise<void> {
  const { endpoint, stop } = await startDynamodb();
  process.env.DYNAMODB_ENDPOINT = endpoint;
  try {
    await work();
  } finally {
    await stop();
  }
}

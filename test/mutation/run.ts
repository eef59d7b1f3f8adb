import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startDynamodb } from '../../packages/penstock/testkit/dynamodb.ts';
import { bundle } from './bundles.ts';
import { worker } from './harness/crew.ts';
import { type Result, results, saltOf } from './results.ts';
import { modulesLike, shared, testFiles } from './scope.ts';
import { type Candidate, surveyAll, tryAll } from './try-all.ts';

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
  const modules = modulesLike(file);
  const folder = join(process.cwd(), cache, `scripts-${process.pid}`);
  const bundles = await bundle({
    modules: new Map(modules.map((one) => [one.path, one])),
    testFiles: testFiles(),
    shared,
    folder,
  });
  const store = results(join(cache, 'results.json'), bundles, saltOf());
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
  const decideOpen = async (): Promise<void> => {
    const paths = new Set(open.map(({ module }) => module.path));
    const related = bundles.filter(({ sources }) => sources.some((source) => paths.has(source)));
    progress(`${open.length} of ${candidates.length} mutants to try; running ${related.length} test files without`);
    const surveys = await surveyAll(
      { workers, folder },
      related.map(({ testFile }) => testFile),
    );
    let tried = 0;
    let survived = 0;
    await tryAll({ workers, folder }, open, surveys, (candidate, fate) => {
      tried += 1;
      if (fate.status === 'survived') survived += 1;
      store.put(candidate.module, candidate.mutant, fate);
      progress(`${tried} of ${open.length} tried, ${survived} survived, ${candidate.module.path}`);
      if (tried % 20 === 0) store.save(modules);
    });
  };
  try {
    if (open.length > 0) await withEngine(decideOpen);
  } finally {
    clear();
  }
  return candidates.map(({ module, mutant }: Candidate) => {
    const fate = store.known(module, mutant);
    if (fate === undefined) throw new Error(`${module.path}:${mutant.line} was not decided`);
    return { ...mutant, path: module.path, fate };
  });
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

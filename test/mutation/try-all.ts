import type { Bundle } from './bundles.ts';
import { shared as sharing, type Worker } from './harness/crew.ts';
import type { Survey } from './harness/messages.ts';
import type { Mutant } from './instrument.ts';
import { reaching, runsFor } from './plan.ts';
import type { Fate } from './results.ts';
import type { Module } from './scope.ts';

export interface Candidate {
  readonly module: Module;
  readonly mutant: Mutant;
}

export interface Site {
  readonly workers: readonly Worker[];
  readonly folder: string;
}

/** Runs test files as they are, and says which mutants each of their cases reaches. Throws when a test fails. */
export async function surveyAll(
  { workers, folder }: Site,
  bundles: readonly Bundle[],
  done: (bundle: Bundle, survey: Survey) => void,
): Promise<void> {
  await sharing(workers, bundles, async (worker, bundle) => {
    const reply = await worker.ask({ kind: 'survey', folder, testFile: bundle.testFile });
    if (reply === undefined) throw new Error(`${bundle.testFile} does not end`);
    if ('failure' in reply) throw new Error(reply.failure);
    if ('survey' in reply) done(bundle, reply.survey);
  });
}

/** Tries mutants, and says of each what became of it. */
export async function tryAll(
  { workers, folder }: Site,
  candidates: readonly Candidate[],
  surveys: readonly Survey[],
  done: (candidate: Candidate, fate: Fate) => void,
): Promise<void> {
  const kills = new Map<string, number>();
  await sharing(workers, candidates, async (worker, candidate) => {
    const { module, mutant } = candidate;
    const number = module.offset + mutant.number;
    const found = reaching(number, surveys);
    if (found.length === 0) return done(candidate, { status: 'survived', reached: false });
    const runs = runsFor(module.path, found, (name) => kills.get(`${module.path} ${name}`) ?? 0);
    const task = { kind: 'try', folder, mutant: number, runs } as const;
    let reply = await worker.ask(task);
    if (reply === undefined || 'failure' in reply) {
      // What an earlier mutant left behind may be why, or a busy machine; a process that has seen none decides.
      worker.restart();
      reply = await worker.ask(task);
    }
    if (reply !== undefined && 'failure' in reply) throw new Error(reply.failure);
    if (reply === undefined || !('trial' in reply)) return done(candidate, { status: 'stuck' });
    const { killer } = reply.trial;
    if (killer === undefined) return done(candidate, { status: 'survived', reached: true });
    const name = `${module.path} ${killer.name}`;
    kills.set(name, (kills.get(name) ?? 0) + 1);
    done(candidate, { status: 'killed', by: killer.testFile });
  });
}

import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { configureGlobal } from 'fast-check';
import { activate, isActive, record } from './active.ts';
import { type Limits, limitsOf, watched, watchProcess } from './endless.ts';
import { load } from './load.ts';
import type { Reply, Run, Survey, SurveyedCase, Task, Trial } from './messages.ts';
import { noticing } from './noticing.ts';
import { runCases } from './run-case.ts';

async function survey(folder: string, testFile: string): Promise<Survey> {
  activate(0);
  const atLoad = record();
  const { cases, dispose } = await load(folder, testFile, isActive);
  const surveyed: SurveyedCase[] = [];
  const { failed, error } = await runCases(cases, async (name, work) => {
    const reached = record();
    const startedAt = performance.now();
    await watched(work);
    if (name === '') for (const mutant of reached) atLoad.add(mutant);
    else surveyed.push({ name, milliseconds: performance.now() - startedAt, mutants: [...reached] });
  });
  dispose();
  if (failed !== undefined) throw new Error(`${testFile}: "${failed}" fails: ${inspect(error)}`);
  return { testFile, cases: surveyed, atLoad: [...atLoad] };
}

/** Whether a case fails with the mutant. */
async function attempt(folder: string, mutant: number, runs: readonly Run[]): Promise<Trial> {
  for (const { testFile, cases } of runs) {
    const limits = new Map(cases.map(({ name, milliseconds }) => [name, limitsOf(milliseconds)]));
    const run = (names: readonly string[], active: boolean) =>
      failing({ folder, testFile, limits }, active ? mutant : 0, names);
    const name = await noticing([...limits.keys()], run);
    if (name !== undefined) return { killer: { testFile, name } };
  }
  return {};
}

interface Timed {
  readonly folder: string;
  readonly testFile: string;
  readonly limits: ReadonlyMap<string, Limits>;
}

/** The first of the cases that fails; empty when the file cannot even be loaded, undefined when none fails. */
async function failing({ folder, testFile, limits }: Timed, mutant: number, names: readonly string[]) {
  activate(mutant);
  try {
    const { cases, dispose } = await load(folder, testFile, isActive);
    const known = new Map(cases.map((one) => [one.name, one]));
    const { failed } = await runCases(
      names.flatMap((name) => known.get(name) ?? []),
      (name, work) => watched(work, limits.get(name)),
    );
    dispose();
    return failed;
  } catch {
    return '';
  } finally {
    activate(0);
    // What a mutant left unawaited fails now, when nothing is tried.
    await nextTurn();
    await nextTurn();
  }
}

async function answer(task: Task): Promise<Reply> {
  try {
    if (task.kind === 'survey') return { survey: await survey(task.folder, task.testFile) };
    return { trial: await attempt(task.folder, task.mutant, task.runs) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

watchProcess();
// What is drawn is the same each time, or the score would not be.
configureGlobal({ seed: 1 });
// Its parent is gone.
process.on('disconnect', () => process.exit());
process.on('message', async (task: Task) => {
  process.channel?.unref();
  const reply = await answer(task);
  process.channel?.ref();
  process.send?.(reply);
});

import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Reply, Task } from './messages.ts';

/** Milliseconds: what takes longer, twice, hangs in a loop that asks for no mutant. */
const timeLimitOf = (task: Task): number => {
  if (task.kind === 'survey') return 120_000;
  const usual = task.runs.flatMap(({ cases }) => cases).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return 30_000 + 10 * usual;
};

export interface Worker {
  /** Undefined when the worker did not live to answer, or not in time: what it tried ends the process or never ends. */
  ask(task: Task): Promise<Reply | undefined>;
  restart(): void;
  end(): void;
}

/** A process that tries mutants, and another when it is gone. */
export function worker(): Worker {
  let child: ChildProcess | undefined;
  const end = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  return {
    end,
    restart: end,
    ask: (task) => {
      // One that ended after its last answer, by what a mutant left behind, is none.
      if (child?.connected === false) child = undefined;
      child ??= fork(join(import.meta.dirname, 'worker.ts'), {
        execArgv: quiet,
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...process.env, CDK_VALIDATION: 'false', NODE_ENV: 'test' },
      });
      const { promise, resolve } = Promise.withResolvers<Reply | undefined>();
      const asked = child;
      const timer = setTimeout(() => asked.kill('SIGKILL'), timeLimitOf(task));
      const ended = () => {
        if (child === asked) child = undefined;
        resolve(undefined);
      };
      asked
        .once('exit', ended)
        .once('error', ended)
        .once('message', (reply: Reply) => resolve(reply));
      asked.send(task);
      return promise.finally(() => {
        clearTimeout(timer);
        asked.removeAllListeners();
        // What is sent to one that is about to end fails, and says so later.
        asked.on('error', () => {});
      });
    },
  };
}

const quiet = ['--disable-warning=ExperimentalWarning'];

/** Gives each thing to the next worker that is free. */
export async function shared<Thing>(
  workers: readonly Worker[],
  things: readonly Thing[],
  work: (worker: Worker, thing: Thing) => Promise<void>,
): Promise<void> {
  const queue = things.values();
  const drain = async (one: Worker): Promise<void> => {
    for (const thing of queue) await work(one, thing);
  };
  await Promise.all(workers.map(drain));
}

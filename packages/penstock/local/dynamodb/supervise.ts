import { LocalError } from '../problems.ts';

/** A process that answers, as far as its supervisor sees it. */
interface Ending {
  /** Resolves when it has ended, with how. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface SuperviseOptions<T extends Ending> {
  /** Resolves when the process answers. */
  readonly start: () => Promise<T>;
  /** The file in which its data outlives it; absent: it has none, and is not started again. */
  readonly lasting: string | undefined;
  readonly restarted: ((how: string) => void) | undefined;
  readonly failed: ((error: LocalError) => void) | undefined;
  /** Milliseconds since any moment. */
  readonly now?: () => number;
}

export interface Supervised<T> {
  /** The process that answers now; waits while one is started. @throws LocalError when none comes back */
  current(): Promise<T>;
  close(): Promise<void>;
}

/** So many ends within so many milliseconds are no accident: what is wrong would only be tried again and again. */
const mostEnds = 3;
const within = 60_000;

/** Keeps a process running: one that ends by itself is started again with its data, where that outlives it. */
export async function supervise<T extends Ending>(options: SuperviseOptions<T>): Promise<Supervised<T>> {
  const { start, lasting, restarted, failed, now = () => performance.now() } = options;
  let ends: readonly number[] = [];
  let isClosing = false;
  let current: Promise<T> = start();
  await current;
  const fail = (error: LocalError) => {
    current = Promise.reject(error);
    current.catch(() => {});
    failed?.(error);
  };
  const watch = async (process: T) => {
    const how = await process.ended;
    if (isClosing) return;
    ends = [...ends.filter((end) => end > now() - within), now()];
    const hopeless = whyNotAgain(how, ends.length, lasting);
    if (hopeless !== undefined) return fail(hopeless);
    current = start();
    current.then(
      (next) => {
        restarted?.(how);
        void watch(next);
      },
      (error) => fail(new LocalError(`The DynamoDB engine ended (${how}). ${Object(error).message}`, { cause: error })),
    );
  };
  void watch(await current);
  return {
    current: () => current,
    close: async () => {
      isClosing = true;
      await current.then(
        (process) => process.stop(),
        () => {},
      );
    },
  };
}

function whyNotAgain(how: string, ends: number, lasting: string | undefined): LocalError | undefined {
  if (lasting === undefined) {
    return new LocalError(`The DynamoDB engine ended (${how}), and with it the tables, which were in memory alone.`);
  }
  if (ends < mostEnds) return undefined;
  return new LocalError(
    `The DynamoDB engine ended ${ends} times within a minute, the last time with ${how}. Its data is in ${lasting}; ` +
      'start again with --fresh to begin with empty tables.',
  );
}

import { UserError } from '../../cli/user-error.ts';
import { clock } from '../log-printer.ts';
import { createPerformer, generateFiles, type PerformerOptions } from './perform.ts';
import type { Change } from './scan.ts';
import { watchFiles } from './watcher.ts';
import { isGenerated, watchedOf, workOf } from './work.ts';

export interface Loop {
  close(): Promise<void>;
}

/**
 * Keeps a stage in step with its sources: an edited handler is bundled and its function gets it, an edit of what the
 * stage is made of synthesizes it again. One thing is done at a time; a synthesis that an edit makes stale is ended. A
 * mistake leaves what runs as it is.
 */
export async function startLoop(options: PerformerOptions): Promise<Loop> {
  const { root, print, generate = generateFiles } = options;
  const queue = createWorkQueue(async (changes, signal) => {
    try {
      await performer.perform(changes, signal);
      await watcher.follow(watchedOf(performer.known));
    } catch (error) {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      print(`${clock()} ${error.message}\n  Nothing was replaced: what ran before runs on.`);
    }
  });
  let isGenerating = false;
  const performer = await createPerformer({
    ...options,
    generate: async (signal) => {
      isGenerating = true;
      await generate(signal)
        .then(() => watcher.absorb(isGenerated))
        .finally(() => {
          isGenerating = false;
        });
    },
  });
  const watcher = await watchFiles({
    root,
    watched: watchedOf(performer.known),
    changed: (seen) => {
      const changes = seen.filter(({ path }) => !isGenerating || !isGenerated(path));
      if (changes.length === 0) return;
      const isStale = workOf(changes, { ...performer.known, isSynthBroken: false }).synthesize;
      queue.add(changes, isStale);
    },
    failed: ({ message }) =>
      print(`${clock()} A folder is not watched (${message}): start again to see what is edited in it.`),
  });
  return {
    close: () => {
      watcher.close();
      return queue.close();
    },
  };
}

type Perform = (changes: readonly Change[], signal: AbortSignal) => Promise<void>;

/** Does what changes ask for, those that come meanwhile together; what is ended early is done again with them. */
function createWorkQueue(perform: Perform) {
  let waiting: readonly Change[] = [];
  let working: Promise<void> | undefined;
  let current = new AbortController();
  let isClosed = false;
  const workAll = async () => {
    while (waiting.length > 0 && !isClosed) {
      const changes = waiting;
      waiting = [];
      const { signal } = current;
      await perform(changes, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        waiting = [...changes, ...waiting];
      });
      current = new AbortController();
    }
    working = undefined;
  };
  return {
    add: (changes: readonly Change[], isStale: boolean) => {
      waiting = [...waiting, ...changes];
      if (working !== undefined && isStale) current.abort();
      working ??= workAll();
    },
    close: async () => {
      isClosed = true;
      current.abort();
      await working;
    },
  };
}

import type { Context } from '../embedded/context.ts';
import type { Clock } from './clock.ts';
import { pull } from './replication.ts';

export interface ReplicationLoop {
  lagMs: number;
  /** Something was written. */
  heard(): void;
  /** Looks at once for what is due. */
  begin(): void;
  close(): void;
}

export interface ReplicationLoopOptions {
  readonly clock: Clock;
  readonly lagMs: number;
  /** Hears why it goes on no more. */
  readonly failed: (cause: unknown) => void;
}

/** Brings what each running region writes to the others, so much later. */
export function createReplicationLoop(
  contexts: ReadonlyMap<string, Context>,
  running: ReadonlySet<string>,
  options: ReplicationLoopOptions,
): ReplicationLoop {
  const { clock, failed } = options;
  let { lagMs } = options;
  let isOpen = true;
  let waiting: symbol | undefined;
  const wait = (ms: number) => {
    const mine = Symbol('wait');
    waiting = mine;
    void clock
      .sleep(ms)
      .then(() => {
        if (!isOpen || waiting !== mine) return;
        waiting = undefined;
        const next = pullAll(
          [...contexts.values()].filter(({ region }) => running.has(region)),
          clock.now() - lagMs,
        );
        if (next !== undefined) wait(Math.max(1, next + lagMs - clock.now()));
      })
      .catch(failed);
  };
  return {
    get lagMs() {
      return lagMs;
    },
    set lagMs(ms) {
      lagMs = ms;
    },
    heard: () => {
      if (waiting === undefined) wait(lagMs);
    },
    begin: () => wait(0),
    close: () => {
      isOpen = false;
    },
  };
}

/** Gives each the changes of the others up to a moment. @returns when the earliest that is left was written */
function pullAll(contexts: readonly Context[], until: number): number | undefined {
  const left = contexts.flatMap((source) =>
    source.catalog
      .all()
      .flatMap(({ name, replication }) =>
        contexts
          .filter((target) => target !== source && replication?.regions.includes(target.region) === true)
          .flatMap((target) => pull(source, target, name, until) ?? []),
      ),
  );
  return left.length === 0 ? undefined : Math.min(...left);
}

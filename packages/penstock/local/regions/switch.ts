import type { ReplicatedEngine } from '../dynamodb/replicas/replicated-engine.ts';
import type { Region } from './region.ts';

/** What a person sets of the regions of a stage. */
export interface RegionsChange {
  readonly stop?: readonly string[];
  readonly start?: readonly string[];
  /** Of eventually consistent tables. */
  readonly lagMs?: number;
}

export interface RegionsState {
  readonly regions: readonly { readonly region: string; readonly url: string; readonly isRunning: boolean }[];
  readonly lagMs: number;
}

/** Stops regions, starts them again, and sets how late replicas are; one change at a time. */
export interface RegionSwitch {
  state(): RegionsState;
  change(change: RegionsChange): Promise<void>;
  /** Every region runs, and the lag is what it is by default. */
  clear(): Promise<void>;
}

export function createRegionSwitch(
  regions: () => readonly Region[],
  tables: Pick<ReplicatedEngine, 'lagMs' | 'stop' | 'start'>,
): RegionSwitch {
  const usualLagMs = tables.lagMs;
  let last: Promise<void> = Promise.resolve();
  const apply = async ({ stop = [], start = [], lagMs }: RegionsChange) => {
    if (lagMs !== undefined) tables.lagMs = lagMs;
    for (const region of regions().filter(({ name }) => stop.includes(name))) {
      // The tables first: what the region has in flight must not be written after it is gone.
      tables.stop(region.name);
      await region.stop();
    }
    for (const region of regions().filter(({ name }) => start.includes(name))) {
      tables.start(region.name);
      await region.start();
    }
  };
  const change = (wanted: RegionsChange) => {
    const done = last.then(() => apply(wanted));
    last = done.catch(() => {});
    return done;
  };
  return {
    state: () => ({
      regions: regions().map(({ name, url, cloud }) => ({ region: name, url, isRunning: cloud !== undefined })),
      lagMs: tables.lagMs,
    }),
    change,
    clear: () => change({ start: regions().map(({ name }) => name), lagMs: usualLagMs }),
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { LiveStack, Resource } from '../assembly/live.ts';
import { createListeners } from '../listeners.ts';

/** What the stacks of regions have in other regions. It stays while a region is stopped, as replicas do. */
export interface Replicas {
  /** Takes what the stacks of a region have elsewhere, in place of what they had. */
  publish(home: string, resources: readonly Resource[]): void;
  /** What stacks of other regions have in this one. */
  in(region: string): readonly Resource[];
  /** Hears of each region in which something has changed. */
  onChange(listener: (region: string) => void): () => void;
}

export function createReplicas(): Replicas {
  const byHome = new Map<string, readonly Resource[]>();
  const changes = createListeners<string>();
  const within = (region: string) => [...byHome.values()].flat().filter((resource) => resource.region === region);
  return {
    publish: (home, resources) => {
      const before = byHome.get(home) ?? [];
      byHome.set(home, resources);
      const regions = new Set([...before, ...resources].map(({ region }) => region));
      const of = (all: readonly Resource[], region: string) => all.filter((one) => one.region === region);
      for (const region of regions) {
        if (!isDeepStrictEqual(of(before, region), of(resources, region))) changes.notify(region);
      }
    },
    in: within,
    onChange: changes.add,
  };
}

/** As a stack, so that others find it; no stack of CloudFormation has a name with a space. */
export function replicaStacks(region: string, resources: readonly Resource[]): readonly LiveStack[] {
  return resources.length === 0 ? [] : [{ name: 'replicas of tables and secrets', region, resources, outputs: [] }];
}

import { join } from 'node:path';
import type { Closers } from '../closers.ts';
import { type AssetStore, createAssetStore } from '../control-plane/asset-store.ts';
import { LocalError } from '../problems.ts';
import type { Provisioner } from '../provisioning/provisioner.ts';
import { reasonOf } from '../provisioning/transition.ts';
import { createReplicas, type Replicas } from './replicas.ts';

/** What the clouds of the regions of one account have together. */
export interface SharedByRegions {
  /** What uploads bring, to whichever region. */
  readonly store: AssetStore;
  readonly replicas: Replicas;
  readonly provisioners: Provisioners;
}

/** Of every region that there is; each cloud puts its own in, and says when it is stopped. */
export type Provisioners = Map<string, Provisioner | 'stopped'>;

/** Of a cloud alone, or of the first of several; what is closed is heard of by `closers`. */
export function ownShared(dataDir: string | undefined, closers: Closers): SharedByRegions {
  const store = createAssetStore(dataDir && join(dataDir, 'assets'));
  closers.add('the assets', async () => store.close());
  return { store, replicas: createReplicas(), provisioners: new Map() };
}

interface Parts {
  readonly replicas: Replicas;
  readonly closers: Closers;
  /** Hears that a region cannot have what others have in it. */
  readonly failed: (error: LocalError) => void;
}

/** Lets a region have what the stacks of others have in it, now and whenever that changes. */
export async function followReplicas(provisioner: Provisioner, { replicas, closers, failed }: Parts): Promise<void> {
  const { region } = provisioner;
  const refresh = () =>
    provisioner.refresh().catch((cause: unknown) => {
      failed(new LocalError(`Replicas in ${region} cannot be had: ${reasonOf(cause)}`, { cause }));
    });
  const stop = replicas.onChange((changed) => {
    if (changed === region) void refresh();
  });
  closers.add('the replicas of other regions', async () => stop());
  if (replicas.in(region).length > 0) await provisioner.refresh();
}

/** The provisioner of a region; undefined where none of that name runs. */
export function runningIn(region: string, provisioners: Provisioners): Provisioner | undefined {
  const found = provisioners.get(region);
  return found === 'stopped' ? undefined : found;
}

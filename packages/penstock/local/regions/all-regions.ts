import type { Answered } from '../apigateway/gateway.ts';
import type { EngineCall, LocalCloud } from '../cloud.ts';
import type { Hop } from '../hops.ts';
import type { EndedInvocation } from '../lambda/service.ts';
import { createListeners } from '../listeners.ts';
import type { LocalError } from '../problems.ts';
import type { Region } from './region.ts';
import type { RegionSwitch } from './switch.ts';

/** A stage in several regions: as one cloud, that of its first region, which hears of what happens in all of them. */
export interface LocalRegions extends LocalCloud, RegionSwitch {
  readonly regions: readonly { readonly region: string; readonly url: string }[];
}

/** What happens in the clouds of all regions, those that begin to run later too. */
export function createSharedListeners() {
  const hops = createListeners<Hop>();
  const calls = createListeners<EngineCall>();
  const requests = createListeners<Answered>();
  const invocations = createListeners<{ readonly functionName: string }>();
  const outcomes = createListeners<EndedInvocation>();
  const deployments = createListeners<void>();
  return {
    follow: (cloud: LocalCloud) => {
      cloud.onHop(hops.notify);
      cloud.onEngineCall(calls.notify);
      cloud.onRequest(requests.notify);
      cloud.onInvocation(invocations.notify);
      cloud.onOutcome(outcomes.notify);
      cloud.onDeployed(deployments.notify);
    },
    onHop: hops.add,
    onEngineCall: calls.add,
    onRequest: requests.add,
    onInvocation: invocations.add,
    onOutcome: outcomes.add,
    onDeployed: deployments.add,
  };
}

export interface AllRegionsParts {
  readonly regions: readonly Region[];
  readonly control: RegionSwitch;
  readonly listeners: Omit<ReturnType<typeof createSharedListeners>, 'follow'>;
  /** Of the first region: the one that runs, or ran last. */
  readonly home: () => LocalCloud;
  /** Deploys another assembly in all regions. */
  readonly deploy: (assembly: string) => Promise<void>;
  readonly onFailure: (listener: (error: LocalError) => void) => () => void;
  readonly close: () => Promise<void>;
}

export function asOneCloud({
  regions,
  control,
  listeners,
  home,
  deploy,
  onFailure,
  close,
}: AllRegionsParts): LocalRegions {
  const clouds = () => regions.flatMap(({ cloud }) => cloud ?? []);
  const { onHop, onEngineCall, onRequest, onInvocation, onOutcome, onDeployed } = listeners;
  return {
    ...control,
    ...ofHome(home),
    regions: regions.map(({ name, url }) => ({ region: name, url })),
    get plan() {
      return home().plan;
    },
    get routes() {
      return home().routes;
    },
    get provider() {
      return home().provider;
    },
    get access() {
      return home().access;
    },
    get faults() {
      return home().faults;
    },
    get tenants() {
      return home().tenants;
    },
    get scopes() {
      return home().scopes;
    },
    get withoutEffect() {
      return home().withoutEffect;
    },
    tasks: () => home().tasks(),
    messages: async (queue) => (await Promise.all(clouds().map((cloud) => cloud.messages(queue)))).flat(),
    undeliverable: () => clouds().flatMap((cloud) => cloud.undeliverable()),
    ...{ onHop, onEngineCall, onRequest, onInvocation, onOutcome, onDeployed, onFailure },
    replaceCode: async (functionName, code) => {
      for (const cloud of clouds()) {
        const error = await cloud.replaceCode(functionName, code);
        if (error !== undefined) return error;
      }
      return undefined;
    },
    revoke: (functionName, grant) => {
      const undo = clouds().map((cloud) => cloud.revoke(functionName, grant));
      return () => {
        for (const one of undo) one();
      };
    },
    deploy,
    codeFolders: () => [...new Set(clouds().flatMap((cloud) => cloud.codeFolders()))],
    close,
  };
}

const ofHome = (home: () => LocalCloud): Pick<LocalCloud, 'url' | 'engineProtection'> => {
  const { url, engineProtection } = home();
  return { url, ...(engineProtection === undefined ? {} : { engineProtection }) };
};

import type { Answered } from '../apigateway/gateway.ts';
import type { EngineCall, LocalCloud } from '../cloud.ts';
import type { Hop } from '../hops.ts';
import type { EndedInvocation } from '../lambda/service.ts';
import { createListeners } from '../listeners.ts';
import { LocalError } from '../problems.ts';
import type { Region } from './region.ts';
import type { RegionSwitch } from './switch.ts';

/** A stage in several regions: as one cloud, that of its first region, which hears of what happens in all of them. */
export interface LocalRegions extends LocalCloud, RegionSwitch {
  readonly regions: readonly { readonly region: string; readonly url: string }[];
}

export interface AllRegionsParts {
  readonly regions: readonly [Region, ...Region[]];
  readonly control: RegionSwitch;
  /** Ends what the regions share. */
  readonly closeRest: () => Promise<void>;
}

export interface AllRegions {
  /** Hears what a cloud that begins to run does. */
  follow(cloud: LocalCloud): void;
  fail(error: LocalError): void;
  /** Once the first region runs. */
  asOne(parts: AllRegionsParts): LocalRegions;
}

export function createAllRegions(): AllRegions {
  const hops = createListeners<Hop>();
  const calls = createListeners<EngineCall>();
  const requests = createListeners<Answered>();
  const invocations = createListeners<{ readonly functionName: string }>();
  const outcomes = createListeners<EndedInvocation>();
  const failures = createListeners<LocalError>();
  let close = async () => {};
  const fail = (error: LocalError) => {
    void close().finally(() => failures.notify(error));
  };
  return {
    fail,
    follow: (cloud) => {
      cloud.onHop(hops.notify);
      cloud.onEngineCall(calls.notify);
      cloud.onRequest(requests.notify);
      cloud.onInvocation(invocations.notify);
      cloud.onOutcome(outcomes.notify);
      cloud.onFailure(fail);
    },
    asOne: ({ regions, control, closeRest }) => {
      const clouds = () => regions.flatMap(({ cloud }) => cloud ?? []);
      const end = async (handOver?: { readonly limitMs: number }) => {
        await Promise.all(regions.map((region) => region.close(handOver)));
        await closeRest();
      };
      close = () => end();
      const home = firstCloud(regions[0]);
      return {
        ...home,
        ...control,
        get access() {
          return (regions[0].cloud ?? home).access;
        },
        get faults() {
          return (regions[0].cloud ?? home).faults;
        },
        regions: regions.map(({ name, url }) => ({ region: name, url })),
        messages: async (queue) => (await Promise.all(clouds().map((cloud) => cloud.messages(queue)))).flat(),
        undeliverable: () => clouds().flatMap((cloud) => cloud.undeliverable()),
        onHop: hops.add,
        onEngineCall: calls.add,
        onRequest: requests.add,
        onInvocation: invocations.add,
        onOutcome: outcomes.add,
        onFailure: failures.add,
        replaceCode: async (functionName, code) => {
          for (const cloud of clouds()) {
            const error = await cloud.replaceCode(functionName, code);
            if (error !== undefined) return error;
          }
          return undefined;
        },
        close,
        handOver: (limitMs) => end({ limitMs }),
      };
    },
  };
}

function firstCloud({ cloud, name }: Region): LocalCloud {
  if (cloud === undefined) throw new LocalError(`Region ${name} does not run.`);
  return cloud;
}

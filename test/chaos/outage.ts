import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedProvider } from '../../packages/penstock/local/provider/provider.ts';

/** From when to when, in milliseconds since the epoch. */
export interface Outage {
  readonly began: number;
  readonly ended: number;
}

/** Takes the provider away for so many seconds, a third of them each way there is: hanging, failing, refusing. */
export async function providerOutage(provider: SimulatedProvider, seconds: number): Promise<Outage> {
  const began = Date.now();
  for (const fault of [{ hang: true }, { errorRate: 1 }, { refuse: true }]) {
    provider.setFaults({ ...usual(provider), ...fault });
    await sleep((seconds / 3) * 1_000);
  }
  provider.setFaults(usual(provider));
  return { began, ended: Date.now() };
}

const usual = ({ faults }: SimulatedProvider) => ({ ...faults, hang: false, errorRate: 0, refuse: false });

import { asObject, type JsonObject } from 'penstock-rules/json';
import type { AssemblyStack } from './assembly.ts';
import { type Cloud, isMade, type StackState } from './cloud.ts';

/** A stack of the assembly, as it is in AWS. */
export interface Deployed {
  readonly state: StackState | undefined;
  /** Whether a deployment of it succeeded, at least once. */
  readonly made: boolean;
  /** By logical id; none where it was never made. */
  readonly resources: Readonly<Record<string, JsonObject>>;
}

export type DeployedStacks = ReadonlyMap<AssemblyStack, Deployed>;

export async function deployedOf(stacks: readonly AssemblyStack[], cloud: Cloud): Promise<DeployedStacks> {
  const all = stacks.map(async (stack) => [stack, await inCloud(stack, cloud)] as const);
  return new Map(await Promise.all(all));
}

async function inCloud({ name, region }: AssemblyStack, cloud: Cloud): Promise<Deployed> {
  const state = await cloud.in(region).stack(name);
  const made = isMade(state);
  const template = made ? await cloud.in(region).template(name) : undefined;
  return { state, made, resources: resourcesIn(template) };
}

export const resourcesIn = (template: JsonObject | undefined): Readonly<Record<string, JsonObject>> =>
  Object.fromEntries(Object.entries(asObject(asObject(template).Resources)).map(([id, one]) => [id, asObject(one)]));

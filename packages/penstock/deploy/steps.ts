import { namesOf } from '../constructs/stacks/names.ts';
import type { AppStage } from '../constructs/stage/app-stage.ts';
import type { AssemblyStack } from './assembly.ts';

/** Stacks that are deployed together, in this order. */
export interface Step {
  /** For people: `data`, `edge`, or the region. */
  readonly name: string;
  readonly region: string | undefined;
  readonly stacks: readonly AssemblyStack[];
}

/**
 * The data of the stage first, then one region after the other; of one region, what relays before what serves. What chooses among
 * the regions comes last, when all are there: no caller is led to a region that has not been smoke-tested.
 */
export function stepsOf(
  stage: AppStage,
  stacks: readonly AssemblyStack[],
  regions: readonly string[] = stage.regions,
): readonly Step[] {
  const { dataStack, edgeStack } = namesOf(stage);
  const data = stacks.filter(({ name }) => name === dataStack);
  const edge = stacks.filter(({ name }) => name === edgeStack);
  const isWhole = stage.regions.every((region) => regions.includes(region));
  return [
    ...(data.length === 0 ? [] : [{ name: 'data', region: undefined, stacks: data }]),
    ...regions.map((region) => ({
      name: region,
      region,
      stacks: stacks.filter((stack) => stack.region === region && ![dataStack, edgeStack].includes(stack.name)),
    })),
    ...(edge.length === 0 || !isWhole ? [] : [{ name: 'edge', region: undefined, stacks: edge }]),
  ];
}

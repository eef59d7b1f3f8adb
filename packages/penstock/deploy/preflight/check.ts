import type { AppStage } from '../../constructs/stage/app-stage.ts';
import type { AssemblyStack } from '../assembly.ts';
import type { Cloud } from '../cloud.ts';
import type { DeployedStacks } from '../deployed.ts';

/** Something that would stop a deployment, or what it serves. */
export interface Finding {
  readonly what: string;
  readonly received: string;
  readonly expected: string;
  /** What mends it: a command where there is one. */
  readonly fix: string;
}

export interface Subject {
  readonly stage: AppStage;
  readonly stacks: readonly AssemblyStack[];
  readonly deployed: DeployedStacks;
  readonly cloud: Cloud;
  readonly account: string;
  readonly fetch: typeof fetch;
}

export interface Check {
  readonly id: string;
  readonly find: (subject: Subject) => Promise<readonly Finding[]>;
}

export const finding = (what: string, received: string, expected: string, fix: string): Finding => ({
  what,
  received,
  expected,
  fix,
});

/** What is found in each of these regions; in those that serve by default. */
export async function inRegions(
  { stage }: Subject,
  find: (region: string) => Promise<readonly Finding[]>,
  regions: readonly string[] = stage.regions,
): Promise<readonly Finding[]> {
  return (await Promise.all(regions.map(find))).flat();
}

export const show = ({ what, received, expected, fix }: Finding): string =>
  `${what}\n    received ${received}\n    expected ${expected}\n    fix      ${fix}`;

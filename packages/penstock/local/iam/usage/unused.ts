import { readAssembly } from '../../assembly/read.ts';
import { readPlan } from '../../plan.ts';
import { type Grant, grantsOf } from '../grants.ts';
import { refusalsWithout } from '../missing-grant.ts';
import { matches } from '../wildcard.ts';
import { type Used, withoutStage } from './used.ts';

export interface UnusedGrant extends Grant {
  readonly functionName: string;
}

/**
 * The grants of a stage that nothing used. What pollers and telemetry need is not among them: services use it, and the
 * local cloud starts no stage without.
 *
 * @param directory a cloud assembly
 */
export function unusedGrants(directory: string, uses: readonly Used[]): readonly UnusedGrant[] {
  const stacks = readAssembly(directory);
  const { api, functions } = readPlan(directory);
  const stage = api?.stage ?? '';
  return functions.flatMap(({ name, role }) => {
    const own = uses.filter(({ functionName }) => functionName === withoutStage(name, stage));
    const isUsed = ({ action, resource }: Grant) =>
      own.some((used) => matches(action, used.action) && matches(withoutStage(resource, stage), used.resource));
    return grantsOf(role.statements)
      .filter((grant) => !isUsed(grant) && refusalsWithout(stacks, role.name, grant).length === 0)
      .map((grant) => ({ functionName: name, ...grant }));
  });
}

import { table } from '../../cli/table.ts';
import type { RegionsParts } from './parts.ts';
import { type RegionState, survey } from './survey.ts';

/** Prints every region: whether it gets traffic, and why not. */
export async function status(parts: RegionsParts): Promise<void> {
  const states = await survey(parts);
  const rows = states.map((one) => [one.region, serviceOf(one), one.trouble || 'answers', evacuationOf(one)]);
  parts.console.print(table(['region', 'traffic', '/health', 'evacuated'], rows));
}

function serviceOf({ evacuated, trouble }: RegionState): string {
  if (evacuated === true || trouble !== '') return 'no';
  return evacuated === undefined ? 'unless it is evacuated' : 'yes';
}

function evacuationOf({ evacuated, silence, guardian, region }: RegionState): string {
  if (evacuated === undefined) return `unknown: ${guardian} does not say (${silence})`;
  return evacuated ? `yes, says ${guardian}; regions return ${region} ends it` : 'no';
}

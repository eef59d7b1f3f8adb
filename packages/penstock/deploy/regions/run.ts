import type { RegionsReading } from './command-line.ts';
import { evacuate } from './evacuate.ts';
import type { RegionsParts } from './parts.ts';
import { returnRegion } from './return.ts';
import { status } from './status.ts';

type Run = Extract<RegionsReading, { kind: 'run' }>;

export async function run({ name, values, word: region }: Run, parts: RegionsParts): Promise<void> {
  const change = { region, dryRun: values['dry-run'] === true, yes: values.yes === true };
  if (name === 'status') await status(parts);
  else if (name === 'evacuate') await evacuate(parts, change);
  else await returnRegion(parts, change);
}

import { readAssembly } from '../assembly/read.ts';
import { LocalError } from '../problems.ts';
import type { Region } from './region.ts';
import { apiRegions } from './region-stacks.ts';

/**
 * Deploys another assembly, region after region, the first one first: it has the tables. A stopped region gets it when it
 * starts.
 *
 * @param current the folder of what is deployed
 * @throws LocalError with what is wrong; then every region has what it had before
 */
export async function deployInAll(
  assembly: string,
  names: readonly string[],
  regions: readonly Region[],
  current: { assembly?: string },
): Promise<void> {
  const wanted = apiRegions(readAssembly(assembly));
  if (wanted.join() !== names.join()) {
    throw new LocalError(
      `The stage has the regions ${wanted.join(', ')}, and was started with ${names.join(', ')}. Start it again.`,
    );
  }
  const before = current.assembly;
  const done: Region[] = [];
  try {
    for (const region of regions) {
      await region.cloud?.deploy(assembly);
      done.push(region);
    }
    current.assembly = assembly;
  } catch (error) {
    for (const region of done.reverse()) if (before !== undefined) await region.cloud?.deploy(before);
    throw error;
  }
}

import { portOf } from '../cli/port-option.ts';
import type { Wish } from './port.ts';

/**
 * Of the APIs of regions: one port after the other, the first one's first; 0 is any free one for each.
 *
 * @throws UserError for what is no port
 */
export function apiWishes(regions: readonly string[], port: unknown): readonly Wish[] {
  const first = portOf(port);
  return regions.map((region, index) => {
    const what = regions.length === 1 ? 'the API' : `the API in ${region}`;
    return { port: first === 0 ? 0 : portOf(String(first + index)), what, option: '--port' };
  });
}

import { type Change, gathered } from './change.ts';
import { compareCors } from './cors.ts';
import { compareEvents } from './events.ts';
import { compareOperations } from './operations.ts';
import { comparePlans } from './policies.ts';
import type { Roots } from './schema/pair.ts';
import { compareWebhooks } from './webhooks.ts';

/**
 * What changed between two contracts, each change judged, the worst first.
 *
 * @param today YYYY-MM-DD, against which a sunset is judged
 */
export function compareContracts(roots: Roots, today: string): readonly Change[] {
  return gathered([
    ...compareOperations(roots, today),
    ...comparePlans(roots),
    ...compareCors(roots),
    ...compareEvents(roots),
    ...compareWebhooks(roots),
  ]);
}

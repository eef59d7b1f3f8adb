import type { Console } from '../../cli/console.ts';
import type { EdgeStage } from '../../constructs/stacks/edge-names.ts';
import type { Evacuations } from './evacuations.ts';

/** What the regions of a stage are looked at and changed by. */
export interface RegionsParts {
  readonly stage: EdgeStage;
  readonly evacuations: Evacuations;
  readonly fetch: typeof fetch;
  readonly console: Console;
}

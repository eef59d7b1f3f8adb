import type { Functions } from './limits.ts';
import type { Finding } from './shape.ts';
import type { Stage } from './stage.ts';

/** A condition on values that have the right shape each; it is skipped while one that it `needs` has not. */
export interface Check {
  readonly needs: readonly (keyof Stage)[];
  readonly find: (stage: Stage, app: Functions) => readonly Finding[];
}

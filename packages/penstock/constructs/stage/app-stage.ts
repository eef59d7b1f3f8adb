import type { Stage } from './stage.ts';

/** A stage of an app, as it is deployed. */
export interface AppStage extends Stage {
  /** The name of the app: no two in an account have the same. */
  readonly app: string;
}

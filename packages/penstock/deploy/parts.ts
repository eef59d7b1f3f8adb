import type { Console } from '../cli/console.ts';
import type { AppStage } from '../constructs/stage/app-stage.ts';
import type { AssemblyStack } from './assembly.ts';
import type { Cdk } from './cdk.ts';
import type { Cloud } from './cloud.ts';
import type { Releases } from './releases.ts';
import type { Smoke } from './smoke.ts';

/** What a deployment works with. */
export interface DeployParts {
  readonly stage: AppStage;
  readonly cdk: Cdk;
  readonly cloud: (stacks: readonly AssemblyStack[]) => Cloud;
  readonly smoke: Smoke;
  readonly releases: Releases;
  readonly console: Console;
  readonly fetch: typeof fetch;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the API of the local cloud answers that a local stage is deployed to. */
  readonly localOrigin?: string;
  /** A folder for assemblies, which is the deployment's own. */
  readonly folder: string;
}

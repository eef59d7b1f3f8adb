import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appRoot, exportOf } from '../cli/app.ts';
import { terminal } from '../cli/console.ts';
import type { Values } from '../cli/options.ts';
import { UserError } from '../cli/user-error.ts';
import type { Stage } from '../constructs/stage/stage.ts';
import { cloudOf } from './aws.ts';
import { cdkOf } from './cdk.ts';
import type { DeployParts } from './parts.ts';
import { releasesIn } from './releases.ts';
import { healthSmoke, type Smoke } from './smoke.ts';

/** Where an app has a smoke test of its own: it exports `smoke`. */
const smokeFile = 'lib/smoke.ts';

/** What deploys a stage of the app in the current folder. @throws UserError where there is no such stage */
export async function partsOfApp({ stage: name, region }: Values): Promise<DeployParts> {
  const root = appRoot();
  const stage = await stageNamed(name, region);
  return {
    stage,
    cdk: cdkOf(root),
    cloud: cloudOf,
    smoke: existsSync(join(root, smokeFile)) ? await exportOf<Smoke>(smokeFile, 'smoke') : healthSmoke,
    releases: releasesIn(join(root, '.penstock/releases', stage.name)),
    // A pause of the smoke test ends with it, not with Ctrl-C alone.
    console: { ...terminal(), pause: (milliseconds) => sleep(milliseconds) },
    fetch,
    environment: process.env,
    folder: join(root, 'cdk.out', `deploy-${stage.name}`),
  };
}

async function stageNamed(name: Values[string], region: Values[string]): Promise<Stage> {
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const known = Object.keys(stages).filter((one) => stages[one]?.local !== true);
  const stage = Object.hasOwn(stages, String(name)) ? stages[String(name)] : undefined;
  if (stage === undefined || stage.local === true) {
    const received = name === undefined ? 'nothing' : JSON.stringify(name);
    throw new UserError(
      `--stage is a stage that is deployed to AWS.\n    received ${received}\n    expected one of ${known.join(', ')}`,
    );
  }
  if (region === undefined || stage.regions.includes(String(region))) return stage;
  throw new UserError(
    `--region is a region of stage ${stage.name}.\n    received ${JSON.stringify(region)}\n    expected one of ${stage.regions.join(', ')}`,
  );
}

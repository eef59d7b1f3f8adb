import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appRoot, exportOf } from '../cli/app.ts';
import { appName } from '../cli/app-name.ts';
import { terminal } from '../cli/console.ts';
import type { Values } from '../cli/options.ts';
import type { Stage } from '../constructs/stage/stage.ts';
import { cloudOf } from './aws.ts';
import { cdkOf } from './cdk.ts';
import { issuedBy, localOriginOf } from './local-api.ts';
import type { DeployParts } from './parts.ts';
import { releasesIn } from './releases.ts';
import { healthSmoke, type Smoke } from './smoke.ts';
import { stageNamed } from './stage-named.ts';

/** Where an app has a smoke test of its own: it exports `smoke`. */
const smokeFile = 'lib/smoke.ts';

/** What deploys a stage of the app in the current folder. @throws UserError where it has no such stage */
export async function partsOfApp({ stage: name, region }: Values): Promise<DeployParts> {
  const root = appRoot();
  const stages = await exportOf<Readonly<Record<string, Stage>>>('lib/stages.ts', 'stages');
  const named = stageNamed(stages, { stage: name, region, endpoint: process.env.AWS_ENDPOINT_URL });
  const localOrigin = localOriginOf({ ...named, app: appName(root) }, process.env);
  const stage = issuedBy(localOrigin, { ...named, app: appName(root) });
  return {
    ...(localOrigin === undefined ? {} : { localOrigin }),
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

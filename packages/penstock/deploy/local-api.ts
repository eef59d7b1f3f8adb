import { asArray, asObject } from 'penstock-rules/json';
import type { AppStage } from '../constructs/stage/app-stage.ts';
import type { DeployParts } from './parts.ts';

/** The API of the local cloud that a local stage is deployed to: `npm run deploy:local -- --print-env` names it. */
export function localOriginOf(stage: AppStage, environment: DeployParts['environment']): string | undefined {
  const { PENSTOCK_API: origin = '' } = environment;
  return stage.local === true && origin !== '' ? origin : undefined;
}

/** A local stage whose tokens are of the local cloud itself, wherever that is. */
export function issuedBy(origin: string | undefined, stage: AppStage): AppStage {
  return origin === undefined ? stage : { ...stage, token: { ...stage.token, issuer: origin } };
}

/** Where the API of a region answers: on a laptop the address that AWS would give leads nowhere. */
export async function apiUrlOf(
  { localOrigin, fetch }: Pick<DeployParts, 'localOrigin' | 'fetch'>,
  region: string,
  apiUrl = '',
): Promise<string> {
  if (localOrigin === undefined) return apiUrl;
  const response = await fetch(`${localOrigin}/_local/regions`);
  const { regions } = asObject(await response.json().catch(() => ({})));
  const found = asArray(regions)
    .map(asObject)
    .find((one) => one.region === region);
  return typeof found?.url === 'string' ? found.url : localOrigin;
}

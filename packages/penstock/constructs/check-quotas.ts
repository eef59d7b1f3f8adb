import { UserError } from '../cli/user-error.ts';
import { endpointsOf } from '../contract/endpoints.ts';
import { contractFile } from '../contract/files.ts';
import { functionNameOf } from '../contract/rpc/endpoints.ts';
import type { AppParts } from './context/app-parts.ts';
import type { Stage } from './stage/stage.ts';

/**
 * A stack takes 500 resources. That of an API has a permission for each function, and about forty others.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostFunctions = 450;

/**
 * Of one API: each part of a path is one.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
const defaultResources = 300;

const functionsOf = (app: Endpoints): number => new Set(endpointsOf(app).map(functionNameOf)).size;

type Endpoints = Parameters<typeof endpointsOf>[0];

/** Whether a stage has more functions than one API can be deployed with: none but a local one is synthesized, and reserves nothing. */
export const isOnlyLocal = ({ local }: Pick<Stage, 'local'>, app: Endpoints): boolean =>
  local === true && functionsOf(app) > mostFunctions;

/** Whether a local stage has more than AWS would take, of functions or of resources: the local cloud holds it to neither. */
export const exceedsQuotas = (stage: Pick<Stage, 'local'>, app: Endpoints): boolean =>
  stage.local === true && (isOnlyLocal(stage, app) || resourcesOf(app) > defaultResources);

/**
 * What AWS would refuse of an API for its size, before anything is synthesized. A local stage serves it all the same.
 *
 * @throws UserError with the number, the quota, and what to do
 */
export function checkQuotas(
  app: AppParts,
  { name, local = false, apiResources = defaultResources }: Pick<Stage, 'name' | 'local' | 'apiResources'>,
): void {
  if (local) return;
  const functions = functionsOf(app);
  if (functions > mostFunctions) {
    throw new UserError(
      `${contractFile}: it has more operations than one API can be deployed with.
    received ${functions} functions
    expected ${mostFunctions} at the most: a stack takes 500 resources, and that of the API has one for each
    fix      make two apps of the contract, each with the paths of some contexts, behind two domains or two base paths`,
    );
  }
  const resources = resourcesOf(app);
  if (resources <= apiResources) return;
  throw new UserError(
    `${contractFile}: its paths have more parts than the quota of stage ${name} allows.
    received ${resources} resources of API Gateway
    expected ${apiResources} at the most, which is the quota of an account unless it is raised ("Resources per API")
    fix      have it raised, and write the new one as apiResources in lib/stages.ts, or make two apps of the contract`,
  );
}

/** `/a`, `/a/{b}`: each is a resource, and `/` is one. */
function resourcesOf(app: Endpoints): number {
  const found = new Set(['/']);
  for (const { path } of endpointsOf(app)) {
    const parts = path.split('/').filter((part) => part !== '');
    for (let length = 1; length <= parts.length; length += 1) found.add(parts.slice(0, length).join('/'));
  }
  return found.size;
}

import { asObject } from '../json.ts';
import { functionFinder } from './pollers.ts';
import { type Resource, referenced, resourcesOf } from './resources.ts';
import { routesOf } from './routes.ts';

/** A method that the stage of a REST API hands to something behind it. */
export interface ServedMethod {
  readonly method: string;
  readonly path: string;
  readonly target: Resource | undefined;
}

/** The methods behind a stage, of a document or of resources, but for those that the gateway answers by itself. */
export function servedBy({ stack, properties }: Resource): readonly ServedMethod[] {
  const api = referenced(properties.RestApiId);
  const ofDocument = routesOf(stack).filter((route) => !route.mock && route.api.logicalId === api);
  return [...ofDocument, ...ofResources(stack, api)];
}

function ofResources(stack: Resource['stack'], api: string | undefined): readonly ServedMethod[] {
  const targetOf = functionFinder(stack);
  const pathOf = pathFinder(stack);
  return resourcesOf(stack, 'AWS::ApiGateway::Method').flatMap(({ properties: method }) => {
    const { Type, Uri } = asObject(method.Integration);
    if (referenced(method.RestApiId) !== api || Type === 'MOCK') return [];
    return [{ method: String(method.HttpMethod), path: pathOf(referenced(method.ResourceId)), target: targetOf(Uri) }];
  });
}

/** Finds the path of a resource of an API: what its parents' parts and its own are, and that of the root for any other. */
function pathFinder(stack: Resource['stack']): (id: string | undefined) => string {
  const resources = new Map<string | undefined, Resource['properties']>(
    resourcesOf(stack, 'AWS::ApiGateway::Resource').map((one) => [one.logicalId, one.properties]),
  );
  return (id) => {
    const parts: unknown[] = [];
    let at = resources.get(id);
    // A circle, which CloudFormation refuses, ends after as many parts as there are resources.
    while (at !== undefined && parts.length < resources.size) {
      parts.unshift(at.PathPart);
      at = resources.get(referenced(at.ParentId));
    }
    return parts.map((part) => `/${part}`).join('');
  };
}

import { asObject, type JsonObject } from '../../contract/json.ts';
import { type Resource, referencedWithin, resourcesOf } from './resources.ts';
import type { SynthesizedStack } from './rule.ts';

export interface Route {
  readonly api: Resource;
  /** `ANY`: every method that its path does not name. */
  readonly method: string;
  readonly path: string;
  readonly operationId: unknown;
  /** In the document: `Properties.Body.paths./health.get`. */
  readonly location: string;
  readonly integration: JsonObject;
  /** The function behind the route, through its alias; undefined when the route leads nowhere. */
  readonly target: Resource | undefined;
  /** The gateway answers by itself. */
  readonly mock: boolean;
}

/** Every method of every API in a stack, as its document says. */
export function routesOf(stack: SynthesizedStack): readonly Route[] {
  const functions = new Map(resourcesOf(stack, 'AWS::Lambda::Function').map((one) => [one.logicalId, one]));
  const aliases = new Map(
    resourcesOf(stack, 'AWS::Lambda::Alias').map((one) => [one.logicalId, one.properties.FunctionName]),
  );
  const targetOf = (uri: unknown) =>
    referencedWithin(uri)
      .flatMap((id) => referencedWithin(aliases.get(id)))
      .map((id) => functions.get(id))
      .find((found) => found !== undefined);

  return resourcesOf(stack, 'AWS::ApiGateway::RestApi').flatMap((api) =>
    Object.entries(asObject(asObject(api.properties.Body).paths)).flatMap(([path, methods]) =>
      Object.entries(asObject(methods)).map(([method, value]) => {
        const { operationId, 'x-amazon-apigateway-integration': raw } = asObject(value);
        const integration = asObject(raw);
        return {
          api,
          method: method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase(),
          path,
          operationId,
          location: `Properties.Body.paths.${path}.${method}`,
          integration,
          target: targetOf(integration.uri),
          mock: integration.type === 'mock',
        };
      }),
    ),
  );
}

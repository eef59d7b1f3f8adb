import { asObject, type JsonObject } from '../json.ts';
import type { SynthesizedStack } from '../rule.ts';
import { functionFinder } from './pollers.ts';
import { type Resource, resourcesOf } from './resources.ts';

/** A method of an API that is made of an OpenAPI document. */
export interface Route {
  readonly api: Resource;
  /** `ANY`: every method that its path does not name. */
  readonly method: string;
  readonly path: string;
  readonly operationId: unknown;
  /** In the document: `Properties.Body.paths./health.get`. */
  readonly location: string;
  readonly integration: JsonObject;
  /** The function behind the route, itself or its alias; undefined when the route leads to none. */
  readonly target: Resource | undefined;
  /** The gateway answers by itself. */
  readonly mock: boolean;
}

/**
 * Every method of every API in a stack, as its document says.
 *
 * @param others stacks that may have the functions, where a document calls them by name
 */
export function routesOf(stack: SynthesizedStack, others: readonly SynthesizedStack[] = []): readonly Route[] {
  const own = functionFinder(stack);
  const named = new Map(
    others
      .filter(({ region }) => region === stack.region)
      .flatMap((other) => resourcesOf(other, 'AWS::Lambda::Function'))
      .map((one) => [one.properties.FunctionName, one]),
  );
  const targetOf = (uri: unknown): Resource | undefined => {
    const name = nameIn(uri);
    return own(uri) ?? (name === undefined ? undefined : named.get(name));
  };
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

/** The name in the ARN of a function that a template writes out. */
const nameIn = (uri: unknown): string | undefined => /:function:([\w-]+):/.exec(JSON.stringify(uri) ?? '')?.[1];

import { asArray, asObject } from 'penstock-rules/json';
import type { SynthesizedStack, Violation } from 'penstock-rules/rule';
import { resourcesOf, violation } from 'penstock-rules/template/resources';
import { type Route, routesOf } from 'penstock-rules/template/routes';
import type { Endpoint } from '../../contract/endpoint.ts';
import { endpointsOf } from '../../contract/endpoints.ts';
import { allowedMethods, gatewayRoutes } from '../../contract/gateway-routes.ts';
import type { Rule } from './rule.ts';

/**
 * Every operation of the contract, and the graph, has a route to a function and a throttle, in every API, every path answers the methods
 * that it does not take, and there is no other route.
 */
export const parityRule: Rule = {
  id: 'contract-parity',
  check: (subject) => subject.stacks.flatMap((stack) => judge(stack, subject.stacks, endpointsOf(subject))),
};

/** A method that a document must have. */
interface Expected {
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  readonly mock: boolean;
  /** For a message. */
  readonly what: string;
}

function expectedOf(operations: readonly Endpoint[]): readonly Expected[] {
  const toFunctions = gatewayRoutes(operations).map(({ method, operation: { operationId, method: own, path } }) => ({
    method,
    path,
    operationId: method === own ? operationId : undefined,
    mock: false,
    what: operationId,
  }));
  const mocks = [...allowedMethods(operations).keys()].flatMap((path) => [
    { method: 'OPTIONS', path, operationId: undefined, mock: true, what: 'what a path allows' },
    { method: 'ANY', path, operationId: undefined, mock: true, what: 'methods that a path does not take' },
  ]);
  return [...toFunctions, ...mocks];
}

function judge(
  stack: SynthesizedStack,
  stacks: readonly SynthesizedStack[],
  operations: readonly Endpoint[],
): readonly Violation[] {
  const routes = routesOf(stack, stacks);
  const throttled = throttledMethods(stack);
  const expected = expectedOf(operations);
  return resourcesOf(stack, 'AWS::ApiGateway::RestApi').flatMap((api) => [
    ...expected
      .filter((one) => !routes.some((route) => isAt(route, one)))
      .map(({ method, path, what }) =>
        violation(
          api,
          'Properties.Body.paths',
          `received no route for ${what}, expected ${method} ${path}`,
          'derive the document with gatewayDocument',
        ),
      ),
    ...routes.flatMap((route) => judgeRoute(route, expected, throttled)),
  ]);
}

function judgeRoute(route: Route, expected: readonly Expected[], throttled: ReadonlySet<string>): readonly Violation[] {
  const { api, location, method, path, mock } = route;
  const name = `${method} ${path}`;
  const faults: [boolean, string, string][] = [
    [
      !expected.some((one) => isAt(route, one)),
      `received ${name}, expected only routes of the contract`,
      'declare the operation in the contract',
    ],
    [
      !mock && route.target === undefined,
      `received no function behind ${name}, expected an alias`,
      'bind the operation to a function',
    ],
    [
      !mock && !throttled.has(name),
      `received no throttle for ${name}, expected one`,
      'give the method its limits (methodOptions)',
    ],
  ];
  return faults.filter(([broken]) => broken).map(([, message, fix]) => violation(api, location, message, fix));
}

const isAt = (route: Route, { method, path, operationId, mock }: Expected): boolean =>
  route.method === method && route.path === path && route.operationId === operationId && route.mock === mock;

function throttledMethods(stack: SynthesizedStack): ReadonlySet<string> {
  return new Set(
    resourcesOf(stack, 'AWS::ApiGateway::Stage')
      .flatMap(({ properties }) => asArray(properties.MethodSettings).map(asObject))
      .filter(
        ({ ThrottlingRateLimit, ThrottlingBurstLimit }) =>
          Number(ThrottlingRateLimit) > 0 && Number(ThrottlingBurstLimit) > 0,
      )
      // A path is written as a JSON Pointer token: /~1v1~1parcels is /v1/parcels, and / is the root.
      .map(
        ({ HttpMethod, ResourcePath }) => `${HttpMethod} ${String(ResourcePath).slice(1).replaceAll('~1', '/') || '/'}`,
      ),
  );
}

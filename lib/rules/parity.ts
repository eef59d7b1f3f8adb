import { asArray, asObject } from '../contract/json.ts';
import type { Operation } from '../contract/model.ts';
import { resourcesOf, violation } from './resources.ts';
import { type Route, routesOf } from './routes.ts';
import type { Rule, SynthesizedStack, Violation } from './rule.ts';

/** Every operation of the contract has a route to a function and a throttle, in every API, and there is no other route. */
export const parityRule: Rule = {
  id: 'contract-parity',
  check: ({ contract, stacks }) => stacks.flatMap((stack) => judge(stack, contract.operations)),
};

function judge(stack: SynthesizedStack, operations: readonly Operation[]): readonly Violation[] {
  const routes = routesOf(stack);
  const throttled = throttledMethods(stack);
  return resourcesOf(stack, 'AWS::ApiGateway::RestApi').flatMap((api) => [
    ...operations
      .filter(({ operationId, method, path }) => !routes.some((route) => isAt(route, method, path, operationId)))
      .map(({ operationId, method, path }) =>
        violation(
          api,
          'Properties.Body.paths',
          `received no route for ${operationId}, expected ${method} ${path}`,
          'derive the document with gatewayDocument',
        ),
      ),
    ...routes.flatMap((route) => judgeRoute(route, operations, throttled)),
  ]);
}

function judgeRoute(
  route: Route,
  operations: readonly Operation[],
  throttled: ReadonlySet<string>,
): readonly Violation[] {
  const { api, location, method, path } = route;
  const name = `${method} ${path}`;
  const faults: [boolean, string, string][] = [
    [
      !operations.some((one) => isAt(route, one.method, one.path, one.operationId)),
      `received ${name}, expected only routes of the contract`,
      'declare the operation in the contract',
    ],
    [
      route.target === undefined,
      `received no function behind ${name}, expected an alias`,
      'bind the operation to a function',
    ],
    [
      !throttled.has(name),
      `received no throttle for ${name}, expected one`,
      'give the method its limits (methodOptions)',
    ],
  ];
  return faults.filter(([broken]) => broken).map(([, message, fix]) => violation(api, location, message, fix));
}

const isAt = (route: Route, method: string, path: string, operationId: string): boolean =>
  route.method === method && route.path === path && route.operationId === operationId;

function throttledMethods(stack: SynthesizedStack): ReadonlySet<string> {
  return new Set(
    resourcesOf(stack, 'AWS::ApiGateway::Stage')
      .flatMap(({ properties }) => asArray(properties.MethodSettings).map(asObject))
      .filter(
        ({ ThrottlingRateLimit, ThrottlingBurstLimit }) =>
          Number(ThrottlingRateLimit) > 0 && Number(ThrottlingBurstLimit) > 0,
      )
      // A path is written as a JSON Pointer token: /~1v1~1orders is /v1/orders.
      .map(({ HttpMethod, ResourcePath }) => `${HttpMethod} ${String(ResourcePath).slice(1).replaceAll('~1', '/')}`),
  );
}

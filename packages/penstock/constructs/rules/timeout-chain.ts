import { show } from '../../contract/json.ts';
import { violation } from './resources.ts';
import { type Route, routesOf } from './routes.ts';
import type { Rule, Violation } from './rule.ts';

/** Milliseconds: API Gateway waits for an integration no longer. Source: API Gateway quotas, "Integration timeout". */
const longestIntegration = 29_000;

/**
 * The gateway gives up before Lambda ends the function: the client then gets the gateway's 504. The other way round the
 * function is killed while the client waits, which is a 502.
 */
export const timeoutChainRule: Rule = {
  id: 'timeout-chain',
  check: ({ stacks }) =>
    stacks
      .flatMap(routesOf)
      .filter(({ mock }) => !mock)
      .flatMap(judge),
};

function judge({ api, location, integration, target }: Route): readonly Violation[] {
  const { timeoutInMillis } = integration;
  const at = `${location}.x-amazon-apigateway-integration.timeoutInMillis`;
  if (typeof timeoutInMillis !== 'number' || timeoutInMillis < 50 || timeoutInMillis > longestIntegration) {
    const message = `received ${show(timeoutInMillis)}, expected 50 to ${longestIntegration} ms`;
    return [violation(api, at, message, 'set `timeout` of the operation in the contract')];
  }
  if (target === undefined) return [];
  const seconds = Number(target.properties.Timeout ?? 3);
  if (seconds * 1000 > timeoutInMillis) return [];
  const message = `received ${seconds} s, expected more than the ${timeoutInMillis} ms that the gateway waits`;
  return [
    violation(target, 'Properties.Timeout', message, "take the timeout from the operation's `timeouts.function`"),
  ];
}

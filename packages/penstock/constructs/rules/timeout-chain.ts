import { show } from 'penstock-rules/json';
import type { Violation } from 'penstock-rules/rule';
import { violation } from 'penstock-rules/template/resources';
import { type Route, routesOf } from 'penstock-rules/template/routes';
import type { Rule } from './rule.ts';

/**
 * The gateway gives up before Lambda ends the function: the client then gets the gateway's 504. The other way round the
 * function is killed while the client waits, which is a 502.
 */
export const timeoutChainRule: Rule = {
  id: 'timeout-chain',
  check: ({ stacks }) =>
    stacks
      .flatMap((stack) => routesOf(stack, stacks))
      .filter(({ mock }) => !mock)
      .flatMap(judge),
};

function judge({ api, location, integration, target }: Route): readonly Violation[] {
  const { timeoutInMillis } = integration;
  if (typeof timeoutInMillis !== 'number') {
    const at = `${location}.x-amazon-apigateway-integration.timeoutInMillis`;
    const message = `received ${show(timeoutInMillis)}, expected the milliseconds of the contract`;
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

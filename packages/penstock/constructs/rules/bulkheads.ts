import { show } from '../../contract/json.ts';
import { unreservedConcurrency as unreserved } from '../stage/limits.ts';
import { type Resource, resourceRule, resourcesOf, violation } from './resources.ts';
import type { Rule } from './rule.ts';

/** A function without a reservation can take the whole account's concurrency, and any other can starve it. */
export const bulkheadRule = resourceRule('bulkhead', ['AWS::Lambda::Function'], (resource) => {
  const reserved = resource.properties.ReservedConcurrentExecutions;
  if (typeof reserved === 'number' && reserved > 0) return [];
  const message = `received ${show(reserved)}, expected 1 or more`;
  return [
    violation(
      resource,
      'Properties.ReservedConcurrentExecutions',
      message,
      'set `concurrency` in the contract or in consumers.yaml',
    ),
  ];
});

/** A deployment that reserves more than the account has fails half way. Counts every function of the stage in a region. */
export const accountConcurrencyRule: Rule = {
  id: 'account-concurrency',
  check: ({ stacks, stage }) => {
    const most = stage.accountConcurrency - unreserved;
    const functions = stacks.flatMap((stack) => resourcesOf(stack, 'AWS::Lambda::Function'));
    return [...Map.groupBy(functions, ({ stack }) => stack.region)].flatMap(([region, group]) => {
      const sum = group.reduce((total, one) => total + reservedBy(one), 0);
      if (sum <= most) return [];
      const largest = group.reduce((a, b) => (reservedBy(b) > reservedBy(a) ? b : a));
      const message = `received ${sum} reserved in ${region} (most of it here), expected at most ${most}: ${stage.accountConcurrency} less the ${unreserved} that Lambda keeps unreserved`;
      const fix =
        'lower `concurrency` in the contract, consumers.yaml or the stage, or raise `accountConcurrency` with the quota';
      return [violation(largest, 'Properties.ReservedConcurrentExecutions', message, fix)];
    });
  },
};

const reservedBy = ({ properties }: Resource): number => Number(properties.ReservedConcurrentExecutions ?? 0);

import { unreservedConcurrency } from '../facts.ts';
import { show } from '../json.ts';
import { defineRule, type Templates, type Violation } from '../rule.ts';
import { isOfDeployment } from '../template/deployment.ts';
import { eachResource, type Resource, resourcesOf, violation } from '../template/resources.ts';

const source = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html';
const at = 'Properties.ReservedConcurrentExecutions';

export const bulkheadRule = defineRule({
  id: 'bulkhead',
  title: 'Every function reserves its concurrency',
  why: 'A function without a reservation can take all concurrency of the account, and any other can starve it.',
  source,
  check: eachResource(['AWS::Lambda::Function'], (resource) => {
    const reserved = resource.properties.ReservedConcurrentExecutions;
    if ((typeof reserved === 'number' && reserved > 0) || isOfDeployment(resource)) return [];
    const message = `received ${show(reserved)}, expected 1 or more`;
    return [violation(resource, at, message, 'set `reservedConcurrentExecutions` of the Function')];
  }),
});

export const accountConcurrencyRule = defineRule({
  id: 'account-concurrency',
  title: 'The functions of a region reserve no more than its account has',
  why: 'Lambda keeps 100 executions unreserved; a deployment that reserves more than the rest fails half way.',
  source,
  check: ({ stacks, limits }) => {
    const functions = stacks.flatMap((stack) => resourcesOf(stack, 'AWS::Lambda::Function'));
    return [...Map.groupBy(functions, ({ stack }) => stack.region)].flatMap(([region, group]) =>
      judgeRegion(region, group, limits),
    );
  },
});

function judgeRegion(
  region: string,
  functions: readonly Resource[],
  { accountConcurrency }: Templates['limits'],
): readonly Violation[] {
  const most = accountConcurrency - unreservedConcurrency;
  const sum = functions.reduce((total, one) => total + reservedBy(one), 0);
  if (sum === 0 || sum <= most) return [];
  const largest = functions.reduce((a, b) => (reservedBy(b) > reservedBy(a) ? b : a));
  const place = region === '' ? 'the region of the environment' : region;
  const message = `received ${sum} reserved in ${place} (most of it here), expected at most ${most}: ${accountConcurrency} less the ${unreservedConcurrency} that Lambda keeps unreserved`;
  const fix =
    'lower `reservedConcurrentExecutions`, or have the quota raised and tell `limits.accountConcurrency` of ResilienceRules';
  return [violation(largest, at, message, fix)];
}

const reservedBy = ({ properties }: Resource): number => Number(properties.ReservedConcurrentExecutions ?? 0);

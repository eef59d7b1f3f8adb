import { unreservedConcurrency } from 'penstock-rules/facts';
import { asObject, type JsonObject } from 'penstock-rules/json';
import { resourcesIn } from '../deployed.ts';
import { type Check, type Finding, finding, inRegions, type Subject } from './check.ts';

/**
 * The account has what the functions of the stage reserve, beside what all others in it do, other stages among them, and
 * what the stage says that it has.
 */
export const concurrencyCheck: Check = {
  id: 'concurrency',
  find: (subject) => inRegions(subject, (region) => inRegion(subject, region)),
};

async function inRegion({ stage, stacks, deployed, cloud }: Subject, region: string): Promise<readonly Finding[]> {
  const own = stacks.filter((stack) => stack.region === region);
  const wanted = sum(own.map(({ template }) => reservedBy(resourcesIn(template))));
  const reserved = sum(own.map((stack) => reservedBy(deployed.get(stack)?.resources ?? {})));
  const { quota, unreserved } = await cloud.in(region).concurrency();
  const others = Math.max(0, quota - unreserved - reserved);
  const least = others + wanted + unreservedConcurrency;
  const raise = (to: number) =>
    `aws service-quotas request-service-quota-increase --region ${region} --service-code lambda --quota-code L-B99A9384 --desired-value ${to}`;
  const { accountConcurrency } = stage;
  if (accountConcurrency > quota) {
    const received = `${quota} in the account, ${accountConcurrency} in lib/stages.ts`;
    const fix = `write accountConcurrency: ${quota}, or ${raise(accountConcurrency)}`;
    return [
      finding(`accountConcurrency of stage ${stage.name}, in ${region}`, received, 'no more than the account has', fix),
    ];
  }
  if (wanted === 0 || least <= quota) return [];
  const received = `${wanted} for stage ${stage.name}, ${others} of other functions of the account`;
  const most = Math.max(0, quota - unreservedConcurrency);
  const expected = `at most ${most} together: ${quota} less the ${unreservedConcurrency} that Lambda keeps`;
  const fix = `${raise(least)}; or lower \`concurrency\` of the stage`;
  return [finding(`Reserved concurrency in ${region}`, received, expected, fix)];
}

const reservedBy = (resources: Readonly<Record<string, JsonObject>>): number =>
  sum(
    Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Number(asObject(Properties).ReservedConcurrentExecutions ?? 0)),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

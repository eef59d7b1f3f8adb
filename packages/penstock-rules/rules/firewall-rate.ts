import { asArray, asObject, type JsonObject } from '../json.ts';
import { defineRule, type SynthesizedStack, type Violation } from '../rule.ts';
import { type Resource, referencedWithin, resourcesOf, violation } from '../template/resources.ts';

const source = 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html';

/** WAF looks back so far where a rule does not say. */
const usualWindowSeconds = 300;

export const firewallRateRule = defineRule({
  id: 'firewall-rate',
  title: 'A firewall lets one address send what the largest usage plan sells',
  why: 'All users of a company come from one address. Blocked there, they never get what their plan promises.',
  source,
  check: ({ stacks }) => stacks.flatMap(judgeStack),
});

interface Plan {
  readonly name: string;
  readonly rate: number;
  readonly burst: number;
}

function judgeStack(stack: SynthesizedStack): readonly Violation[] {
  return resourcesOf(stack, 'AWS::WAFv2::WebACL').flatMap((acl) => {
    const plans = plansBehind(acl, stack);
    const rules = asArray(acl.properties.Rules).map(asObject);
    return rules.flatMap((rule, index) => judge(acl, rule, index, plans));
  });
}

/** The usage plans of the stages that the firewall stands before. */
function plansBehind(acl: Resource, stack: SynthesizedStack): readonly Plan[] {
  const guarded = new Set(
    resourcesOf(stack, 'AWS::WAFv2::WebACLAssociation')
      .filter(({ properties }) => referencedWithin(properties.WebACLArn).includes(acl.logicalId))
      .flatMap(({ properties }) => referencedWithin(properties.ResourceArn)),
  );
  return resourcesOf(stack, 'AWS::ApiGateway::UsagePlan')
    .filter(({ properties }) => referencedWithin(properties.ApiStages).some((id) => guarded.has(id)))
    .map(({ logicalId, properties }) => {
      const { RateLimit, BurstLimit } = asObject(properties.Throttle);
      return {
        name: String(properties.UsagePlanName ?? logicalId),
        rate: Number(RateLimit ?? 0),
        burst: Number(BurstLimit ?? 0),
      };
    });
}

function judge(acl: Resource, rule: JsonObject, index: number, plans: readonly Plan[]): readonly Violation[] {
  const statement = asObject(asObject(rule.Statement).RateBasedStatement);
  const { Limit: limit, AggregateKeyType: key, EvaluationWindowSec: window = usualWindowSeconds } = statement;
  // Counted by more than the address, or of some requests only: a tenant need not be over it.
  const isByAddress = key === 'IP' || key === 'FORWARDED_IP';
  const blocks = asObject(rule.Action).Block !== undefined;
  if (!isByAddress || !blocks || statement.ScopeDownStatement !== undefined) return [];
  const sold = (plan: Plan) => plan.rate * Number(window) + plan.burst;
  const largest = plans.toSorted((a, b) => sold(b) - sold(a))[0];
  if (largest === undefined || Number(limit) >= sold(largest)) return [];
  const { name, rate, burst } = largest;
  const message = `received ${limit} requests in ${window} s, expected at least ${sold(largest)}: the plan ${name} sells ${rate} a second and ${burst} at once`;
  return [
    violation(
      acl,
      `Properties.Rules.${index}.Statement.RateBasedStatement.Limit`,
      message,
      'raise `limit` of the rate-based statement, lower the plan, or count by a key of the caller (`CUSTOM_KEYS`)',
    ),
  ];
}

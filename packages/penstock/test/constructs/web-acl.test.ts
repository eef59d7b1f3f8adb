import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { asArray, asObject } from '../../contract/json.ts';
import { only, stackOf, stageLike, synthesize } from './synthesized.ts';

const apiOf = (firewall: { requestsPerAddress: number } | undefined) => {
  const { firewall: _, ...stage } = stageLike('dev');
  const changed = firewall === undefined ? stage : { ...stage, firewall };
  return stackOf(synthesize(changed), 'parcels-dev-api-eu-west-1');
};

describe('the firewall', () => {
  const stack = apiOf({ requestsPerAddress: 500 });
  const rules = asArray(only(stack, 'AWS::WAFv2::WebACL').Rules).map(asObject);

  it('blocks an address beyond its rate before anything else', () => {
    expect(rules[0]).toMatchObject({
      Priority: 0,
      Action: { Block: {} },
      Statement: { RateBasedStatement: { Limit: 500, AggregateKeyType: 'IP' } },
    });
  });

  it('has the managed rules against common attacks and known bad input, and only counts large bodies', () => {
    const groups = rules.slice(1).map(({ Statement, OverrideAction }) => ({
      ...asObject(asObject(Statement).ManagedRuleGroupStatement),
      OverrideAction,
    }));

    expect(groups).toEqual([
      {
        VendorName: 'AWS',
        Name: 'AWSManagedRulesCommonRuleSet',
        RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
        OverrideAction: { None: {} },
      },
      { VendorName: 'AWS', Name: 'AWSManagedRulesKnownBadInputsRuleSet', OverrideAction: { None: {} } },
    ]);
  });

  it('stands before the stage of the API', () => {
    const { ResourceArn } = only(stack, 'AWS::WAFv2::WebACLAssociation');
    const stageId = resourcesOf(stack, 'AWS::ApiGateway::Stage')[0]?.logicalId;

    expect(JSON.stringify(ResourceArn)).toContain(JSON.stringify({ Ref: stageId }));
  });

  it('is absent from a stage that has none', () => {
    expect(resourcesOf(apiOf(undefined)).filter(({ type }) => type.startsWith('AWS::WAFv2'))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import type { Firewall } from '../../constructs/stage/stage.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { only, stackOf, stageLike, synthesize } from './synthesized.ts';

const apiOf = (firewall: Firewall | undefined) => {
  const { firewall: _, ...stage } = stageLike('dev');
  const changed = firewall === undefined ? stage : { ...stage, firewall };
  return stackOf(synthesize(changed), 'parcels-dev-api-eu-west-1');
};
const counted = (...rules: readonly string[]) => rules.map((Name) => ({ Name, ActionToUse: { Count: {} } }));

describe('the firewall', () => {
  const stack = apiOf({ windowSeconds: 60, requestsPerAddress: 40_000 });
  const rules = asArray(only(stack, 'AWS::WAFv2::WebACL').Rules).map(asObject);

  it('blocks an address beyond its rate before anything else', () => {
    expect(rules[0]).toMatchObject({
      Priority: 0,
      Statement: {
        RateBasedStatement: { Limit: 40_000, AggregateKeyType: 'IP', EvaluationWindowSec: 60 },
      },
    });
  });

  it('answers it with a problem document that says when to come again', () => {
    const { CustomResponse } = asObject(asObject(rules[0]?.Action).Block);
    const { CustomResponseBodyKey: key, ...response } = asObject(CustomResponse);
    const bodies = asObject(only(stack, 'AWS::WAFv2::WebACL').CustomResponseBodies);
    const { ContentType, Content } = asObject(bodies[String(key)]);

    expect(response).toEqual({
      ResponseCode: 429,
      ResponseHeaders: [
        { Name: 'Retry-After', Value: '60' },
        { Name: 'Cache-Control', Value: 'no-store' },
      ],
    });
    expect(ContentType).toBe('APPLICATION_JSON');
    expect(JSON.parse(String(Content))).toMatchObject({
      type: 'urn:penstock:problem:too-many-requests',
      status: 429,
      retryable: true,
    });
  });

  it('has the managed rules against common attacks and known bad input, and only counts what a contract allows', () => {
    const groups = rules.slice(1).map(({ Statement, OverrideAction }) => ({
      ...asObject(asObject(Statement).ManagedRuleGroupStatement),
      OverrideAction,
    }));

    expect(groups).toEqual([
      {
        VendorName: 'AWS',
        Name: 'AWSManagedRulesCommonRuleSet',
        RuleActionOverrides: counted(
          'NoUserAgent_HEADER',
          'SizeRestrictions_BODY',
          'EC2MetaDataSSRF_BODY',
          'GenericLFI_BODY',
          'GenericRFI_BODY',
          'CrossSiteScripting_BODY',
        ),
        OverrideAction: { None: {} },
      },
      {
        VendorName: 'AWS',
        Name: 'AWSManagedRulesKnownBadInputsRuleSet',
        RuleActionOverrides: counted('JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'),
        OverrideAction: { None: {} },
      },
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

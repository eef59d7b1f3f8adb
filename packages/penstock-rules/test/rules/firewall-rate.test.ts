import { describe, expect, it } from '@jest/globals';
import { firewallRateRule } from '../../rules/firewall-rate.ts';
import { arnOf, judge, type Resources } from '../template.ts';

const rateRule = (statement: object, action: object = { Block: {} }) => ({
  Action: action,
  Statement: { RateBasedStatement: { AggregateKeyType: 'IP', ...statement } },
});

/** A stage with two plans behind a firewall of one rule: the larger sells 10 a second and 20 at once. */
const api = (rule: object, changes: Resources = {}): Resources => ({
  Acl: ['AWS::WAFv2::WebACL', { Rules: [rule] }],
  Before: [
    'AWS::WAFv2::WebACLAssociation',
    { WebACLArn: arnOf('Acl'), ResourceArn: { 'Fn::Join': ['', ['arn:/stages/', { Ref: 'Stage' }]] } },
  ],
  Free: [
    'AWS::ApiGateway::UsagePlan',
    { UsagePlanName: 'free', ApiStages: [{ Stage: { Ref: 'Stage' } }], Throttle: { RateLimit: 1, BurstLimit: 500 } },
  ],
  Pro: [
    'AWS::ApiGateway::UsagePlan',
    { UsagePlanName: 'pro', ApiStages: [{ Stage: { Ref: 'Stage' } }], Throttle: { RateLimit: 10, BurstLimit: 20 } },
  ],
  ...changes,
});

describe('a firewall that counts by address', () => {
  it.each([
    ['in the usual 300 s', { Limit: 3020 }],
    ['in a window of its own', { Limit: 620, EvaluationWindowSec: 60 }],
    ['of the requests of some only', { Limit: 10, ScopeDownStatement: { GeoMatchStatement: {} } }],
    ['beside a key of the caller', { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS' }],
  ])('may let through what the largest plan sells, %s', (_, statement) => {
    expect(judge(firewallRateRule, api(rateRule(statement)))).toEqual([]);
  });

  it.each([
    ['in the usual 300 s', { Limit: 3019 }, '3019 requests in 300 s, expected at least 3020'],
    ['in a window of its own', { Limit: 619, EvaluationWindowSec: 60 }, '619 requests in 60 s, expected at least 620'],
    ['behind a proxy', { Limit: 10, AggregateKeyType: 'FORWARDED_IP' }, 'received 10 requests'],
  ])('fails with less, %s', (_, statement, message) => {
    expect(judge(firewallRateRule, api(rateRule(statement)))).toEqual([
      {
        stack: 'stack',
        logicalId: 'Acl',
        location: 'Properties.Rules.0.Statement.RateBasedStatement.Limit',
        message: expect.stringContaining(message),
        fix: expect.stringContaining('raise `limit`'),
      },
    ]);
  });

  it('names the plan that sells the most', () => {
    expect(judge(firewallRateRule, api(rateRule({ Limit: 10 })))[0]?.message).toContain(
      'the plan pro sells 10 a second and 20 at once',
    );
  });

  it('takes a plan that names no rate, or no burst, for one that sells none', () => {
    const sells = (Throttle: object | undefined) =>
      judge(
        firewallRateRule,
        api(rateRule({ Limit: 100 }), {
          Free: ['AWS::ApiGateway::UsagePlan', {}],
          Pro: [
            'AWS::ApiGateway::UsagePlan',
            { ApiStages: [{ Stage: { Ref: 'Other' } }, { Stage: { Ref: 'Stage' } }], ...(Throttle && { Throttle }) },
          ],
        }),
      ).map(({ message }) => message.split(': ')[1]);

    expect(sells({ BurstLimit: 200 })).toEqual(['the plan Pro sells 0 a second and 200 at once']);
    expect(sells({ RateLimit: 1 })).toEqual(['the plan Pro sells 1 a second and 0 at once']);
    expect(sells(undefined)).toEqual([]);
  });

  it('is judged by the plans behind it, not by those behind another', () => {
    const other: Resources = {
      Before: ['AWS::WAFv2::WebACLAssociation', { WebACLArn: arnOf('Other'), ResourceArn: { Ref: 'Stage' } }],
    };

    expect(judge(firewallRateRule, api(rateRule({ Limit: 10 }), other))).toEqual([]);
  });

  it.each([
    ['only counts', api(rateRule({ Limit: 10 }, { Count: {} }))],
    ['stands before another API', api(rateRule({ Limit: 10 }), { Before: ['AWS::WAFv2::WebACLAssociation', {}] })],
    ['has no rate', api({ Action: { Block: {} }, Statement: { GeoMatchStatement: {} } })],
  ])('is not judged where it %s', (_, resources) => {
    expect(judge(firewallRateRule, resources)).toEqual([]);
  });
});

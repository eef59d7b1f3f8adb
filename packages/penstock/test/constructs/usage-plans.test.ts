import { describe, expect, it } from '@jest/globals';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { App, Stack } from 'aws-cdk-lib/core';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { UsagePlans } from '../../constructs/usage-plans.ts';

describe('usage plans', () => {
  function usageOf(tenants: Readonly<Record<string, string>>) {
    const app = new App();
    const scope = new Stack(app, 'Usage', { env: { region: 'eu-west-1' } });
    const api = new RestApi(scope, 'Api');
    api.root.addMethod('GET');
    new UsagePlans(scope, 'Plans', {
      api: api as IRestApi,
      tenants,
      plans: { free: { rate: 1, burst: 2, quota: { limit: 3, period: 'WEEK' } }, pro: { rate: 10, burst: 20 } },
      stage: { app: 'parcels', name: 'test' },
    });
    const { template } = app.synth().getStackByName('Usage');
    return { name: 'Usage', region: 'eu-west-1', template };
  }

  it('are those of the contract, each shared by its tenants, who keep a key each', () => {
    const stack = usageOf({ a: 'free', b: 'free', c: 'free' });
    const keys = resourcesOf(stack, 'AWS::ApiGateway::UsagePlanKey').map(({ properties }) => properties);

    expect(resourcesOf(stack, 'AWS::ApiGateway::UsagePlan').map(({ properties }) => properties)).toMatchObject([
      {
        UsagePlanName: 'parcels-test-free',
        Throttle: { RateLimit: 1, BurstLimit: 2 },
        Quota: { Limit: 3, Period: 'WEEK' },
      },
      { UsagePlanName: 'parcels-test-pro', Throttle: { RateLimit: 10, BurstLimit: 20 } },
    ]);
    expect(new Set(keys.map(({ UsagePlanId }) => referenced(UsagePlanId))).size).toBe(1);
    expect(new Set(keys.map(({ KeyId }) => referenced(KeyId))).size).toBe(3);
  });

  it('are there before the first tenant', () => {
    expect(resourcesOf(usageOf({}), 'AWS::ApiGateway::UsagePlan')).toHaveLength(2);
    expect(resourcesOf(usageOf({}), 'AWS::ApiGateway::ApiKey')).toEqual([]);
  });

  it('tell by tags whose key it is', () => {
    const [key] = resourcesOf(usageOf({ acme: 'pro' }), 'AWS::ApiGateway::ApiKey');

    expect(key?.properties).toMatchObject({
      Name: 'parcels-test.acme.pro',
      Value: 'parcels-usage-key.test.acme.pro',
      Tags: [
        { Key: 'penstock:plan', Value: 'pro' },
        { Key: 'penstock:stage', Value: 'test' },
        { Key: 'penstock:tenant', Value: 'acme' },
      ],
    });
  });

  it('fail for a tenant on a plan that does not exist', () => {
    expect(() => usageOf({ acme: 'gold' })).toThrow('No plan gold');
  });
});

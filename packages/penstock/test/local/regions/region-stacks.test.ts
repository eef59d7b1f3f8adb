import { describe, expect, it } from '@jest/globals';
import type { StackTemplate } from '../../../local/assembly/read.ts';
import { apiRegions, stacksOf } from '../../../local/regions/region-stacks.ts';

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: {} };
const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'a' }, { Region: 'b' }] } };
const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { ReplicaRegions: [{ Region: 'b' }] } };
const names = { TableName: 'things', ParameterName: '/things-stream' };
const streamIn = (Region: string) => ({
  Type: 'Custom::ReplicaStream',
  DependsOn: ['Provider'],
  Properties: { ...names, Region, ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } },
});
const stack = (region: string, Resources: object): StackTemplate => ({
  name: `in-${region}`,
  region,
  template: { Resources },
  constructPaths: new Map(),
  assets: new Map(),
});

const data = {
  Table: table,
  Own: { ...table, Properties: { Replicas: [{ Region: 'a' }] } },
  Secret: secret,
  OwnSecret: { ...secret, Properties: {} },
  Stream: streamIn('b'),
  OtherStream: streamIn('c'),
  Name: { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x' } },
};
const stacks = [stack('a', data), stack('b', { Api: api }), stack('a', { Api: api }), stack('d', { Api: api })];

describe('the regions of an assembly', () => {
  it('are those with an API, in the order of the stacks', () => {
    expect(apiRegions(stacks)).toEqual(['b', 'a', 'd']);
  });
});

describe('the stacks of a region', () => {
  it('are its own, whole', () => {
    expect(stacksOf('a', stacks)).toEqual([stacks[0], stacks[2]]);
  });

  it('are with them what has a replica there, and the streams that are published there', () => {
    const [replicas, own, ...more] = stacksOf('b', stacks);

    expect(replicas).toMatchObject({ name: 'in-a', region: 'b' });
    expect(Object.keys(replicas?.template.Resources ?? {})).toEqual(['Table', 'Secret', 'Stream']);
    expect(replicas?.template.Resources).toMatchObject({ Stream: { Properties: { ...names, Region: 'b' } } });
    expect(JSON.stringify(replicas)).not.toContain('Provider');
    expect([own, ...more]).toEqual([stacks[1]]);
  });

  it('are its own alone where nothing has a replica', () => {
    expect(stacksOf('d', stacks)).toEqual([stacks[3]]);
  });
});

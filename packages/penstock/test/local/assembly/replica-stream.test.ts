import { describe, expect, it } from '@jest/globals';
import type { StackTemplate } from '../../../local/assembly/read.ts';
import { createScopes } from '../../../local/assembly/scope.ts';

const stack = (name: string, region: string, template: StackTemplate['template']): StackTemplate => ({
  name,
  region,
  template,
  constructPaths: new Map(),
  assets: new Map(),
});

const parameter = '/penstock/prod/things-stream';
const data = stack('data', 'eu-west-1', {
  Resources: {
    Things: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { TableName: 'things' } },
    Home: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: parameter, Value: { 'Fn::GetAtt': ['Things', 'StreamArn'] } },
    },
    Replica: {
      Type: 'Custom::ReplicaStream',
      Properties: { TableName: { Ref: 'Things' }, Region: 'eu-west-2', ParameterName: parameter },
    },
  },
});
const events = (region: string) =>
  stack(`events-${region}`, region, {
    Parameters: { Stream: { Type: 'AWS::SSM::Parameter::Value<String>', Default: parameter } },
  });

describe('the stream of a table, as a stack reads it by its parameter', () => {
  const read = (region: string) => {
    const own = events(region);
    return createScopes([data, own]).get(own)?.ref('Stream');
  };

  it.each(['eu-west-1', 'eu-west-2'])('is that of the replica in %s', (region) => {
    expect(read(region)).toBe(`arn:aws:dynamodb:${region}:000000000000:table/things/stream/2026-01-01T00:00:00.000`);
  });

  it('is not there in a region without one', () => {
    expect(() => read('eu-central-1')).toThrow(`No stack of this region makes the parameter ${parameter}.`);
  });
});

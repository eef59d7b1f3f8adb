import { describe, expect, it } from '@jest/globals';
import type { StackTemplate } from '../../../local/assembly/read.ts';
import { apiRegions } from '../../../local/regions/region-stacks.ts';

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: {} };
const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: [{ Region: 'a' }, { Region: 'b' }] } };
const stack = (region: string, Resources: object): StackTemplate => ({
  name: `in-${region}`,
  region,
  template: { Resources },
  constructPaths: new Map(),
  assets: new Map(),
});
const stacks = [
  stack('a', { Table: table }),
  stack('b', { Api: api }),
  stack('a', { Api: api }),
  stack('d', { Api: api }),
];

describe('the regions of an assembly', () => {
  it('are those with an API, in the order of the stacks', () => {
    expect(apiRegions(stacks)).toEqual(['b', 'a', 'd']);
  });
});

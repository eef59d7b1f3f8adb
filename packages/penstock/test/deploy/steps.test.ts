import { describe, expect, it } from '@jest/globals';
import type { AssemblyStack } from '../../deploy/assembly.ts';
import { stepsOf } from '../../deploy/steps.ts';
import { stageLike } from '../constructs/synthesized.ts';

const stack = (name: string, region: string): AssemblyStack => ({
  name: `parcels-prod-${name}`,
  region,
  template: {},
  after: [],
  bootstrap: { version: 6, parameter: '/cdk-bootstrap/hnb659fds/version' },
  lookupRole: undefined,
});
const stage = stageLike('prod', {
  regions: ['us-east-1', 'us-east-2', 'us-west-2'],
  domain: { name: 'api.acme.dev', hostedZone: { id: 'Z0123456789', name: 'acme.dev' } },
});
const stacks = [
  stack('data', 'us-east-1'),
  ...stage.regions.map((region) => stack(`api-${region}`, region)),
  stack('edge', 'us-east-1'),
];
const shown = (regions?: readonly string[]) =>
  stepsOf(stage, stacks, regions).map((step) => [step.name, step.region, step.stacks.map(({ name }) => name)]);

describe('the steps of a deployment', () => {
  it('lead callers to regions when all of them were smoke-tested, also where one is the region of the edge', () => {
    expect(shown()).toEqual([
      ['data', undefined, ['parcels-prod-data']],
      ['us-east-1', 'us-east-1', ['parcels-prod-api-us-east-1']],
      ['us-east-2', 'us-east-2', ['parcels-prod-api-us-east-2']],
      ['us-west-2', 'us-west-2', ['parcels-prod-api-us-west-2']],
      ['edge', undefined, ['parcels-prod-edge']],
    ]);
  });

  it('leave the edge as it is where one region alone is deployed: it would need the others', () => {
    expect(shown(['us-east-2']).map(([name]) => name)).toEqual(['data', 'us-east-2']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../index.ts';
import { defaultLimits } from '../limits.ts';
import type { SynthesizedStack } from '../rule.ts';
import { fixtures } from './fixtures.ts';

const resources = Object.values(fixtures).flatMap(({ good, bad }) => [...Object.entries(good), ...Object.entries(bad)]);
const ids = [...new Set(resources.map(([id]) => id))];
const types = [
  ...new Set(resources.map(([, [type]]) => type)),
  'Custom::S3BucketNotifications',
  'AWS::SNS::Subscription',
];
/** Every member that a fixture has anywhere: what rules look for. */
const names = [...new Set(resources.flatMap(([, [, properties]]) => namesIn(properties)))];

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
}

const id = fc.constantFrom(...ids);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom<unknown>(null, undefined, true, '', '*', '{{resolve:', 0, -1, 1.5, Number.MAX_SAFE_INTEGER),
    fc.string(),
    id.map((Ref) => ({ Ref })),
    id.map((one) => ({ 'Fn::GetAtt': [one, 'Arn'] })),
    id.map((one) => ({ 'Fn::GetAtt': `${one}.Arn` })),
    fc.array(tie('value'), { maxLength: 3 }).map((parts) => ({ 'Fn::Join': ['', parts] })),
    fc.array(tie('value'), { maxLength: 3 }).map((parts) => ({ 'Fn::If': parts })),
    tie('value').map((of) => ({ 'Fn::Sub': of })),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
  ),
}));
const properties = fc.oneof(value, fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 6 }));
const resource = fc.record(
  {
    Type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...types) }, { weight: 1, arbitrary: value }),
    Properties: properties,
  },
  { requiredKeys: [] },
);
const template = fc.record(
  {
    Resources: fc.oneof(
      { weight: 9, arbitrary: fc.dictionary(id, fc.oneof(resource, value)) },
      { weight: 1, arbitrary: value },
    ),
  },
  { requiredKeys: [] },
);
const stackOf = (of: object, region: string): SynthesizedStack => ({
  name: 'stack',
  region,
  template: JSON.parse(JSON.stringify(of)),
});

const circle = {
  Resources: {
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' } } },
    Part: { Type: 'AWS::ApiGateway::Resource', Properties: { ParentId: { Ref: 'Part' }, PathPart: 'a' } },
    Method: { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' }, ResourceId: { Ref: 'Part' } } },
  },
};

describe('a template of anything', () => {
  it('ends no rule with an error', () => {
    fc.assert(
      fc.property(template, template, (one, other) => {
        const stacks = [stackOf(one, 'eu-west-1'), stackOf(other, '')];
        for (const { check } of rules) expect(Array.isArray(check({ stacks, limits: defaultLimits }))).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it.each([
    ['nothing', {}],
    ['no resources', { Resources: null }],
    ['a resource that is none', { Resources: { A: null, B: 'text', C: [] } }],
    ['a resource without properties', { Resources: { A: { Type: 'AWS::Lambda::Function', Properties: null } } }],
    ['a circle of parents', circle],
  ])('ends none either when it is %s', (_case, of) => {
    for (const { check } of rules) expect(check({ stacks: [stackOf(of, '')], limits: defaultLimits })).toBeDefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { resolveAssembly } from '../../../local/assembly/resolved.ts';
import { readBuckets } from '../../../local/s3/read.ts';

const bucket = (properties: object = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const policyOf = (Statement: object) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: { Ref: 'Things' }, PolicyDocument: { Statement: [Statement] } },
});
const ofAddress = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };

function read(resources: object) {
  const stack = {
    name: 'Stack',
    region: 'eu-west-1',
    template: { Resources: resources },
    constructPaths: new Map(),
    assets: new Map(),
  };
  const assembly = resolveAssembly([stack]);
  return { buckets: readBuckets(assembly), problems: assembly.problems.lines.join('\n') };
}

describe('the buckets of a template', () => {
  it('have names without upper case, and their policies', () => {
    const { buckets, problems } = read({
      Things: bucket(),
      Other: bucket({ BucketName: 'other' }),
      Policy: policyOf(allow),
    });

    expect(problems).toBe('');
    expect(buckets.map(({ name, arn, policy }) => [name, arn, policy.length])).toEqual([
      ['stack-things', 'arn:aws:s3:::stack-things', 1],
      ['other', 'arn:aws:s3:::other', 0],
    ]);
  });

  it('give nothing by what is allowed under a condition that is not evaluated', () => {
    const { buckets, problems } = read({ Things: bucket(), Policy: policyOf({ ...allow, Condition: ofAddress }) });

    expect([buckets[0]?.policy, problems]).toEqual([[], '']);
  });

  it('fail with what is denied under such a condition, and with notifications', () => {
    const deny = { ...allow, Effect: 'Deny', Condition: ofAddress };

    expect(read({ Things: bucket(), Policy: policyOf(deny) }).problems).toContain(
      'does not evaluate the condition IpAddress',
    );
    expect(read({ Things: bucket({ NotificationConfiguration: {} }) }).problems).toContain(
      'Properties.NotificationConfiguration: the local cloud does not understand this property.',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../fixtures/problems.ts';
import type { TemplateResource } from '../fixtures/template.ts';

const problems = (edit: (role: TemplateResource['Properties']) => void) =>
  problemsOf(({ Resources }) => edit(Resources.OpenRole?.Properties ?? {}));

const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
const trusts = (statement: object) => ({ AssumeRolePolicyDocument: { Statement: [statement] } });
const logs = 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/Open:*';

describe('a role that IAM refuses or the local cloud cannot evaluate', () => {
  it.each<[string, object, RegExp]>([
    ['a trust with a resource', trusts({ ...trust, Resource: '*' }), /OpenRole.*Has prohibited field Resource/],
    ['a trust without a principal', trusts({ ...trust, Principal: undefined }), /Missing required field Principal/],
    [
      'a trust under a condition',
      trusts({ ...trust, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }),
      /OpenRole.*does not evaluate Condition in AssumeRolePolicyDocument/,
    ],
    ['a trust that denies', trusts({ ...trust, Effect: 'Deny' }), /does not evaluate a Deny in AssumeRole/],
  ])('fails: %s', async (_, properties, message) => {
    expect(await problems((role) => Object.assign(role, properties))).toMatch(message);
  });

  it('fails with inline policies over 10,240 characters, and takes those of just as many', async () => {
    const filled = (length: number) => (role: TemplateResource['Properties']) => {
      const Resource = [logs, ''];
      const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource }] };
      const arn = 'arn:aws:sqs:eu-west-1:1:';
      Resource[1] = arn.padEnd(length - JSON.stringify(PolicyDocument).length, 'x');
      role.Policies = [{ PolicyName: 'own', PolicyDocument }];
    };

    expect(await problems(filled(10_240))).toBe('');
    expect(await problems(filled(10_241))).toMatch(
      /OpenRole.*Maximum policy size of 10240 bytes exceeded for role: its inline policies have 10241/,
    );
  });
});

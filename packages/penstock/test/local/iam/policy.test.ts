import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, readPolicy } from '../../../local/iam/policy.ts';
import { matches } from '../../../local/iam/wildcard.ts';

const arn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/parcels';
const read = (...Statement: object[]) => readPolicy({ Statement }, (message) => expect(message).toBe(''));
const allow = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: arn };

describe('policies', () => {
  it.each<[string, object[], string, string, string]>([
    ['an exact grant', [allow], 'dynamodb:PutItem', arn, 'allowed'],
    ['an action in another case', [allow], 'DynamoDB:putitem', arn, 'allowed'],
    ['another action', [allow], 'dynamodb:GetItem', arn, 'implicit-deny'],
    ['another resource', [allow], 'dynamodb:PutItem', `${arn}s`, 'implicit-deny'],
    ['the index of a granted table', [allow], 'dynamodb:PutItem', `${arn}/index/x`, 'implicit-deny'],
    ['a resource in another case', [allow], 'dynamodb:PutItem', arn.toUpperCase(), 'implicit-deny'],
    ['a star in the action', [{ ...allow, Action: 'dynamodb:Put*' }], 'dynamodb:PutItem', arn, 'allowed'],
    [
      'a star in the resource',
      [{ ...allow, Resource: `${arn}/index/*` }],
      'dynamodb:PutItem',
      `${arn}/index/x`,
      'allowed',
    ],
    ['a list', [{ ...allow, Action: ['a:B', 'dynamodb:PutItem'] }], 'dynamodb:PutItem', arn, 'allowed'],
    ['a deny after an allow', [allow, { ...allow, Effect: 'Deny' }], 'dynamodb:PutItem', arn, 'explicit-deny'],
    ['a deny before an allow', [{ ...allow, Effect: 'Deny' }, allow], 'dynamodb:PutItem', arn, 'explicit-deny'],
    [
      'a deny of something else',
      [allow, { ...allow, Effect: 'Deny', Action: 'x:Y' }],
      'dynamodb:PutItem',
      arn,
      'allowed',
    ],
    ['NotAction', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'dynamodb:PutItem', arn, 'allowed'],
    [
      'what NotAction excepts',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      'iam:PassRole',
      arn,
      'implicit-deny',
    ],
    [
      'what NotResource excepts',
      [{ Effect: 'Allow', Action: '*', NotResource: arn }],
      'dynamodb:PutItem',
      arn,
      'implicit-deny',
    ],
    ['no statement', [], 'dynamodb:PutItem', arn, 'implicit-deny'],
  ])('decide on %s', (_, statements, action, resource, decision) => {
    expect(evaluate(read(...statements), action, resource)).toBe(decision);
  });

  it('fails elements that are not evaluated', () => {
    const refused: string[] = [];
    readPolicy({ Statement: { ...allow, Condition: { Bool: {} } } }, (message) => refused.push(message));

    expect(refused).toEqual(['the local cloud does not evaluate Condition in a policy: {"Bool":{}}']);
  });

  it.each<[string, object, RegExp]>([
    ['without actions', { ...allow, Action: [] }, /^Policy statement must contain actions\.$/],
    ['with Action and NotAction', { ...allow, NotAction: 'iam:*' }, /Action or NotAction, received both/],
    ['with an action of no service', { ...allow, Action: ['PutItem'] }, /prefaced by a vendor.* Received PutItem\.$/],
    ['without resources', { ...allow, Resource: [] }, /^Policy statement must contain resources\.$/],
    ['with Resource and NotResource', { ...allow, NotResource: arn }, /Resource or NotResource, received both/],
    [
      'with a name for a resource',
      { ...allow, Resource: 'parcels' },
      /^Resource parcels must be in ARN format or "\*"\.$/,
    ],
    ['with a resource of any service', { ...allow, Resource: 'arn:aws:*:eu-west-1:1:x' }, /must be in ARN format/],
    ['with a short ARN', { ...allow, Resource: 'arn:aws:dynamodb:*' }, /must be in ARN format/],
    ['with a principal', { ...allow, Principal: '*' }, /^Policy document should not specify a principal\.$/],
    ['with another effect', { ...allow, Effect: 'allow' }, /^Effect is Allow or Deny, received "allow"\.$/],
    [
      'with a variable',
      { ...allow, Resource: [arn, '{aws:username}'].join('/$') },
      /does not evaluate policy variables/,
    ],
  ])('fail %s, as IAM does', (_, statement, message) => {
    const refused: string[] = [];
    readPolicy({ Statement: statement }, (problem) => refused.push(problem));

    expect(refused).toEqual([expect.stringMatching(message)]);
  });

  it('never allow more because of a deny', () => {
    const pattern = fc.stringMatching(/^[ab*?]{0,5}$/);
    const statement = fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Action: pattern, Resource: pattern });
    const value = fc.stringMatching(/^[ab]{0,5}$/);
    fc.assert(
      fc.property(fc.array(statement), statement, value, value, (statements, deny, action, resource) => {
        const decide = (...Statement: object[]) =>
          evaluate(
            readPolicy({ Statement }, () => {}),
            action,
            resource,
          );
        const before = decide(...statements);
        const after = decide(...statements, { ...deny, Effect: 'Deny' });
        expect(after === 'allowed').toBe(after === before && before === 'allowed');
      }),
    );
  });
});

describe('wildcards', () => {
  it('match as the regular expression with .* and . does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,8}$/), fc.stringMatching(/^[abc]{0,8}$/), (pattern, value) => {
        const expression = new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`, 's');
        expect(matches(pattern, value)).toBe(expression.test(value));
      }),
    );
  });

  it('match themselves, and a star matches everything', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(matches('*', value)).toBe(true);
        expect(matches(value, value)).toBe(true);
      }),
    );
  });

  it('end with many stars: were the time exponential, they would not', () => {
    expect(matches(`${'*a'.repeat(50)}b`, 'a'.repeat(2000))).toBe(false);
  });
});

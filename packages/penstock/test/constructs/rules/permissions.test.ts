import { expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { isAllowed } from '../../../constructs/rules/permissions.ts';
import { arnOf, type Loose, stackWith } from './template.ts';

const allowed = (
  over: Loose,
  { roles = [{ Ref: 'Other' }, { Ref: 'Role' }], type = 'AWS::IAM::Policy' } = {},
): boolean => {
  const Statement = [{ Effect: 'Allow', Action: ['a:Do', 'a:Be'], Resource: [arnOf('X'), arnOf('Bus')], ...over }];
  const stack = stackWith({
    Fn: ['AWS::Lambda::Function', { Role: arnOf('Role') }],
    Policy: [type, { Roles: roles, PolicyDocument: { Statement } }],
  });
  const [fn] = resourcesOf(stack, 'AWS::Lambda::Function');
  if (fn === undefined) throw new Error('No function');
  return isAllowed(fn, 'a:Do', (of) => JSON.stringify(of) === JSON.stringify(arnOf('Bus')));
};

it.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])('a function may do what a %s of its role allows', (type) => {
  expect(allowed({}, { type })).toBe(true);
  expect(allowed({ Action: 'a:Do', Resource: arnOf('Bus') }, { type })).toBe(true);
});

it.each([
  ['denied', { Effect: 'Deny' }, {}],
  ['another action', { Action: 'a:Be' }, {}],
  ['of another resource', { Resource: arnOf('X') }, {}],
  ['another role’s', {}, { roles: [{ Ref: 'Other' }] }],
  ['in what is no policy', {}, { type: 'AWS::IAM::Role' }],
])('a function may not do what is %s', (_case, statement, over) => {
  expect(allowed(statement, over)).toBe(false);
});

import { describe, expect, it } from '@jest/globals';
import { perStack } from '../../template/per-stack.ts';
import { type Resource, resourcesOf } from '../../template/resources.ts';
import { servedBy } from '../../template/served-methods.ts';
import { textOf } from '../../template/text.ts';
import { arnOf, type Resources, stackWith } from '../template.ts';

const stage: Resources[string] = ['AWS::ApiGateway::Stage', { RestApiId: { Ref: 'Api' } }];
const method = (ResourceId: unknown): Resources[string] => [
  'AWS::ApiGateway::Method',
  { HttpMethod: 'GET', RestApiId: { Ref: 'Api' }, ResourceId, Integration: { Uri: arnOf('Fn') } },
];
const served = (resources: Resources) =>
  servedBy(resourcesOf(stackWith({ Stage: stage, ...resources }))[0] as Resource).map(
    ({ method: name, path, target }) => [name, path, target?.logicalId],
  );

describe('a method of resources', () => {
  it('has the path of its resource and of its parents, and a function behind it', () => {
    expect(
      served({
        Fn: ['AWS::Lambda::Function'],
        Orders: [
          'AWS::ApiGateway::Resource',
          { PathPart: 'orders', ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] } },
        ],
        Order: ['AWS::ApiGateway::Resource', { PathPart: '{id}', ParentId: { Ref: 'Orders' } }],
        Get: method({ Ref: 'Order' }),
        Root: method({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }),
      }),
    ).toEqual([
      ['GET', '/orders/{id}', 'Fn'],
      ['GET', '', 'Fn'],
    ]);
  });

  it('has each part of a circle once', () => {
    expect(
      served({
        A: ['AWS::ApiGateway::Resource', { PathPart: 'a', ParentId: { Ref: 'B' } }],
        B: ['AWS::ApiGateway::Resource', { PathPart: 'b', ParentId: { Ref: 'A' } }],
        Get: method({ Ref: 'A' }),
      }),
    ).toEqual([['GET', '/b/a', undefined]]);
  });
});

describe('a text', () => {
  it.each([
    ['itself', 'a', 'a'],
    ['known at deployment', { Ref: 'A' }, '?'],
    ['joined', { 'Fn::Join': [':', ['a', { Ref: 'A' }, { 'Fn::Join': ['', ['b', 'c']] }]] }, 'a:?:bc'],
    ['substituted', { 'Fn::Sub': 'a/b' }, 'a/b'],
    ['substituted with values', { 'Fn::Sub': ['a/b', { c: 'd' }] }, 'a/b'],
    ['no text', 5, '?'],
  ])('is read as far as the template says it: %s', (_case, value, expected) => {
    expect(textOf(value)).toBe(expected);
  });
});

it('what is read of a stack is read once, and again of another', () => {
  const read: string[] = [];
  const nameOf = perStack(({ name }) => {
    read.push(name);
    return undefined;
  });
  const [one, other] = [stackWith({}, 'one'), stackWith({}, 'other')];

  for (const stack of [one, one, other, one]) expect(nameOf(stack)).toBeUndefined();

  expect(read).toEqual(['one', 'other']);
});

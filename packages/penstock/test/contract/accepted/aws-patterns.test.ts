import { expect, it } from '@jest/globals';
import { refusals } from './aws-patterns.ts';

const stackOf = (Resources: object) => [{ name: 'api', region: 'eu-west-1', template: { Resources } }];
const api = (paths: object) => stackOf({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: { paths } } } });
const named = (FunctionName: string) =>
  stackOf({ One: { Type: 'AWS::Lambda::Function', Properties: { FunctionName } } });
const integration = (timeoutInMillis: number) => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', timeoutInMillis },
});

it.each([
  ['a name of 64 characters', named('a'.repeat(64)), []],
  ['a longer name', named('a'.repeat(65)), [`api: FunctionName ${'a'.repeat(65)}`]],
  ['a path part with a colon', api({ '/a:b/{c}': {} }), []],
  ['a path part with a tilde', api({ '/a~b': {} }), ['/a~b has a part a~b']],
  ['variables of two names', api({ '/a/{b}': {}, '/a/{c}/d': {} }), ['/a/{c}/d has {c} where another has {b}']],
  ['a parameter in brackets', api({ '/': { get: { parameters: [{ name: 'a[b]' }] } } }), ['get /: parameter a[b]']],
  ['a timeout of 29 seconds', api({ '/': { get: integration(29_000) } }), []],
  ['a longer timeout', api({ '/': { get: integration(29_001) } }), ['get /: a timeout of 29001']],
  ['a name of a resource', stackOf({ 'a-b': { Type: 'T', Properties: {} } }), ['api has a resource a-b']],
])('AWS is asked about %s', (_, stacks, refused) => {
  expect(refusals(stacks)).toEqual(refused);
});

import { describe, expect, it } from '@jest/globals';
import type { Contract } from '../../../lib/contract/model.ts';
import { parityRule } from '../../../lib/rules/parity.ts';
import { routesOf } from '../../../lib/rules/routes.ts';
import { timeoutChainRule } from '../../../lib/rules/timeout-chain.ts';
import { arnOf, judge, type Loose, type Resources, stackWith } from './template.ts';

const integration = (
  uri: unknown = { 'Fn::Join': ['', ['arn:', { Ref: 'Alias' }]] },
  timeoutInMillis: unknown = 3500,
) => ({
  'x-amazon-apigateway-integration': { uri, timeoutInMillis },
});
const orders = { get: { operationId: 'listOrders', ...integration() } };
const setting = (over: Loose = {}) => ({
  HttpMethod: 'GET',
  ResourcePath: '/~1v1~1orders',
  ThrottlingRateLimit: 1,
  ThrottlingBurstLimit: 1,
  ...over,
});
const api = (paths: Loose = { '/v1/orders': orders }, settings: readonly unknown[] = [setting()]): Resources => ({
  Fn: ['AWS::Lambda::Function', { Timeout: 4 }],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } }],
  Api: ['AWS::ApiGateway::RestApi', { Body: { paths } }],
  Stage: ['AWS::ApiGateway::Stage', { MethodSettings: settings }],
});
const contract = {
  operations: [{ operationId: 'listOrders', method: 'GET', path: '/v1/orders' }],
} as unknown as Contract;
const found = (resources: Resources) => judge(parityRule, resources, { contract });
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Api',
  location: `Properties.Body.paths${location}`,
  message,
  fix,
});
const missing = violation(
  '',
  'received no route for listOrders, expected GET /v1/orders',
  'derive the document with gatewayDocument',
);
const surplus = (at: string, name: string) =>
  violation(at, `received ${name}, expected only routes of the contract`, 'declare the operation in the contract');
const unthrottled = (at: string, name: string) =>
  violation(at, `received no throttle for ${name}, expected one`, 'give the method its limits (methodOptions)');

describe('an API', () => {
  it('has a route and a throttle for each operation, and no other', () => {
    expect(found(api())).toEqual([]);
  });

  it('fails without a route', () => {
    expect(found(api({}))).toEqual([missing]);
  });

  it.each([
    ['path', { '/v2/orders': orders }, './v2/orders.get', 'GET /v2/orders'],
    ['method', { '/v1/orders': { post: orders.get } }, './v1/orders.post', 'POST /v1/orders'],
  ])('fails with a route at another %s', (_case, paths, at, name) => {
    expect(found(api(paths))).toEqual([missing, surplus(at, name), unthrottled(at, name)]);
  });

  it('fails with the route of another operation', () => {
    expect(found(api({ '/v1/orders': { get: { ...orders.get, operationId: 'getOrder' } } }))).toEqual([
      missing,
      surplus('./v1/orders.get', 'GET /v1/orders'),
    ]);
  });

  it('fails with a route to no function', () => {
    expect(found(api({ '/v1/orders': { get: { ...orders.get, ...integration('arn:aws:nothing') } } }))).toEqual([
      violation(
        './v1/orders.get',
        'received no function behind GET /v1/orders, expected an alias',
        'bind the operation to a function',
      ),
    ]);
  });

  it.each([
    ['no rate', { ThrottlingRateLimit: 0 }],
    ['no burst', { ThrottlingBurstLimit: 0 }],
    ['another method', { HttpMethod: 'POST' }],
    ['another path', { ResourcePath: '/~1v1~1orders~1{id}' }],
  ])('fails when its throttle has %s', (_case, over) => {
    expect(found(api(undefined, [setting(over)]))).toEqual([unthrottled('./v1/orders.get', 'GET /v1/orders')]);
  });
});

describe('a route', () => {
  it('leads to the function behind its alias, past what is none', () => {
    const uri = { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, { Ref: 'Gone' }, { Ref: 'Alias' }]] };
    const resources: Resources = {
      ...api({ '/v1/orders': { get: integration(uri) } }),
      Gone: ['AWS::Lambda::Alias', { FunctionName: arnOf('Nothing') }],
    };
    const [route] = routesOf(stackWith(resources));

    expect(route?.target?.logicalId).toBe('Fn');
  });
});

describe('the timeouts of a route', () => {
  const chain = (timeout: unknown, fn: Loose = { Timeout: 30 }, uri?: unknown) =>
    judge(timeoutChainRule, {
      ...api({ '/v1/orders': { get: integration(uri, timeout) } }),
      Fn: ['AWS::Lambda::Function', fn],
    });
  const at = 'Properties.Body.paths./v1/orders.get.x-amazon-apigateway-integration.timeoutInMillis';

  it.each([
    ['the shortest', 50, {}],
    ['the longest', 29_000, { Timeout: 30 }],
    ['just under what Lambda takes', 2999, {}],
    ['just under the function’s', 999, { Timeout: 1 }],
  ])('may be %s', (_case, timeout, fn) => {
    expect(chain(timeout, fn)).toEqual([]);
  });

  it.each([
    [49, '49'],
    [29_001, '29001'],
    [null, 'null'],
    ['3000', '"3000"'],
  ])('fails with %p ms at the gateway', (timeout, received) => {
    expect(chain(timeout)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Api',
        location: at,
        message: `received ${received}, expected 50 to 29000 ms`,
        fix: 'set `timeout` of the operation in the contract',
      },
    ]);
  });

  it.each([
    [3000, { Timeout: 3 }, 3],
    [3000, {}, 3],
    [4001, { Timeout: 4 }, 4],
  ])('fails with %i ms at the gateway before %p', (timeout, fn, seconds) => {
    expect(chain(timeout, fn)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.Timeout',
        message: `received ${seconds} s, expected more than the ${timeout} ms that the gateway waits`,
        fix: "take the timeout from the operation's `timeouts.function`",
      },
    ]);
  });

  it('say nothing of a route to no function', () => {
    expect(chain(3000, { Timeout: 3 }, 'arn:aws:nothing')).toEqual([]);
  });
});

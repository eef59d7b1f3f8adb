import { describe, expect, it } from '@jest/globals';
import { routesOf } from 'penstock-rules/template/routes';
import { parityRule } from '../../../constructs/rules/parity.ts';
import { timeoutChainRule } from '../../../constructs/rules/timeout-chain.ts';
import type { Contract } from '../../../contract/model.ts';
import { arnOf, judge, type Loose, type Resources, stackWith } from './template.ts';

const integration = (
  uri: unknown = { 'Fn::Join': ['', ['arn:', { Ref: 'Alias' }]] },
  timeoutInMillis: unknown = 3500,
) => ({
  'x-amazon-apigateway-integration': { uri, timeoutInMillis },
});
const mock = { 'x-amazon-apigateway-integration': { type: 'mock' } };
const mocks = { options: mock, 'x-amazon-apigateway-any-method': mock };
const post = { operationId: 'createParcel', ...integration() };
const at = '/v1/parcels';
const setting = (over: Loose = {}) => ({
  HttpMethod: 'POST',
  ResourcePath: '/~1v1~1parcels',
  ThrottlingRateLimit: 1,
  ThrottlingBurstLimit: 1,
  ...over,
});
const api = (paths: Loose = { [at]: { post, ...mocks } }, settings: readonly unknown[] = [setting()]): Resources => ({
  Fn: ['AWS::Lambda::Function', { Timeout: 4 }],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } }],
  Api: ['AWS::ApiGateway::RestApi', { Body: { paths } }],
  Stage: ['AWS::ApiGateway::Stage', { MethodSettings: settings }],
});
const contract = {
  operations: [{ operationId: 'createParcel', method: 'POST', path: at }],
} as unknown as Contract;
const found = (resources: Resources) => judge(parityRule, resources, { contract });
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Api',
  location: `Properties.Body.paths${location}`,
  message,
  fix,
});
const missing = (what: string, name: string) =>
  violation('', `received no route for ${what}, expected ${name}`, 'derive the document with gatewayDocument');
const noPost = missing('createParcel', 'POST /v1/parcels');
const noOptions = missing('what a path allows', 'OPTIONS /v1/parcels');
const noAny = missing('methods that a path does not take', 'ANY /v1/parcels');
const surplus = (location: string, name: string) =>
  violation(
    location,
    `received ${name}, expected only routes of the contract`,
    'declare the operation in the contract',
  );
const unbound = (location: string, name: string) =>
  violation(location, `received no function behind ${name}, expected an alias`, 'bind the operation to a function');
const unthrottled = (location: string, name: string) =>
  violation(location, `received no throttle for ${name}, expected one`, 'give the method its limits (methodOptions)');

describe('an API', () => {
  it('has a route and a throttle for each operation, answers for other methods, and no other route', () => {
    expect(found(api())).toEqual([]);
  });

  it('may have an operation at the root', () => {
    const root = { operations: [{ operationId: 'createParcel', method: 'POST', path: '/' }] } as unknown as Contract;
    const paths = { '/': { post, ...mocks } };
    expect(judge(parityRule, api(paths, [setting({ ResourcePath: '/' })]), { contract: root })).toEqual([]);
    expect(judge(parityRule, api(paths), { contract: root })).toHaveLength(1);
  });

  it.each([
    ['any route', {}, [noPost, noOptions, noAny]],
    ['a route', { [at]: mocks }, [noPost]],
    ['an answer to OPTIONS', { [at]: { post, 'x-amazon-apigateway-any-method': mock } }, [noOptions]],
    ['an answer to other methods', { [at]: { post, options: mock } }, [noAny]],
  ])('fails without %s', (_case, paths, expected) => {
    expect(found(api(paths))).toEqual(expected);
  });

  it('answers HEAD wherever it answers GET, by the same function', () => {
    const contract = { operations: [{ operationId: 'listParcels', method: 'GET', path: at }] } as unknown as Contract;
    const get = { operationId: 'listParcels', ...integration() };
    const settings = ['GET', 'HEAD'].map((HttpMethod) => setting({ HttpMethod }));
    const judged = (methods: Loose) =>
      judge(parityRule, api({ [at]: { ...methods, ...mocks } }, settings), { contract });

    expect(judged({ get, head: integration() })).toEqual([]);
    expect(judged({ get })).toEqual([missing('listParcels', 'HEAD /v1/parcels')]);
  });

  it('fails with a route at another path', () => {
    expect(found(api({ '/v2/parcels': { post }, [at]: mocks }))).toEqual([
      noPost,
      surplus('./v2/parcels.post', 'POST /v2/parcels'),
      unthrottled('./v2/parcels.post', 'POST /v2/parcels'),
    ]);
  });

  it('fails with a route at another method', () => {
    expect(found(api({ [at]: { put: post, ...mocks } }))).toEqual([
      noPost,
      surplus('./v1/parcels.put', 'PUT /v1/parcels'),
      unthrottled('./v1/parcels.put', 'PUT /v1/parcels'),
    ]);
  });

  it('fails with the route of another operation', () => {
    expect(found(api({ [at]: { post: { ...post, operationId: 'getParcel' }, ...mocks } }))).toEqual([
      noPost,
      surplus('./v1/parcels.post', 'POST /v1/parcels'),
    ]);
  });

  it('fails where the gateway answers for an operation, or a function for other methods', () => {
    expect(found(api({ [at]: { post: { operationId: 'createParcel', ...mock }, ...mocks } }))).toEqual([
      noPost,
      surplus('./v1/parcels.post', 'POST /v1/parcels'),
    ]);
    expect(found(api({ [at]: { post, ...mocks, options: integration() } }))).toEqual([
      noOptions,
      surplus('./v1/parcels.options', 'OPTIONS /v1/parcels'),
      unthrottled('./v1/parcels.options', 'OPTIONS /v1/parcels'),
    ]);
  });

  it('fails with a route to no function', () => {
    expect(found(api({ [at]: { post: { ...post, ...integration('arn:aws:nothing') }, ...mocks } }))).toEqual([
      unbound('./v1/parcels.post', 'POST /v1/parcels'),
    ]);
  });

  it.each([
    ['no rate', { ThrottlingRateLimit: 0 }],
    ['no burst', { ThrottlingBurstLimit: 0 }],
    ['another method', { HttpMethod: 'GET' }],
    ['another path', { ResourcePath: '/~1v1~1parcels~1{id}' }],
  ])('fails when its throttle has %s', (_case, over) => {
    expect(found(api(undefined, [setting(over)]))).toEqual([unthrottled('./v1/parcels.post', 'POST /v1/parcels')]);
  });
});

describe('a route', () => {
  it('leads to the function behind its alias, past what is none', () => {
    const uri = { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, { Ref: 'Gone' }, { Ref: 'Alias' }]] };
    const resources: Resources = {
      ...api({ '/v1/parcels': { get: integration(uri) } }),
      Gone: ['AWS::Lambda::Alias', { FunctionName: arnOf('Nothing') }],
    };
    const [route] = routesOf(stackWith(resources));

    expect(route?.target?.logicalId).toBe('Fn');
  });
});

describe('the timeouts of a route', () => {
  const chain = (timeout: unknown, fn: Loose = { Timeout: 30 }, uri?: unknown) =>
    judge(timeoutChainRule, {
      ...api({ '/v1/parcels': { get: integration(uri, timeout) } }),
      Fn: ['AWS::Lambda::Function', fn],
    });
  const location = 'Properties.Body.paths./v1/parcels.get.x-amazon-apigateway-integration.timeoutInMillis';

  it.each([
    ['the shortest', 50, {}],
    ['the longest', 29_000, { Timeout: 30 }],
    ['just under what Lambda takes', 2999, {}],
    ['just under the function’s', 999, { Timeout: 1 }],
  ])('may be %s', (_case, timeout, fn) => {
    expect(chain(timeout, fn)).toEqual([]);
  });

  it.each([
    [null, 'null'],
    ['3000', '"3000"'],
  ])('fails with %p ms at the gateway', (timeout, received) => {
    expect(chain(timeout)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Api',
        location,
        message: `received ${received}, expected the milliseconds of the contract`,
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

  it('say nothing of what the gateway answers by itself', () => {
    expect(judge(timeoutChainRule, api({ [at]: mocks }))).toEqual([]);
  });

  it('say nothing of a route to no function', () => {
    expect(chain(3000, { Timeout: 3 }, 'arn:aws:nothing')).toEqual([]);
  });
});

describe('a function of another stack', () => {
  const uri = {
    'Fn::Join': [
      '',
      ['arn:aws:lambda:eu-west-1:', { Ref: 'Account' }, ':function:parcels-dev-createParcel:live/invocations'],
    ],
  };
  const gateway = stackWith({
    Api: ['AWS::ApiGateway::RestApi', { Body: { paths: { [at]: { post: integration(uri) } } } }],
  });
  const other = (region: string, name: string) => ({
    ...stackWith({ Fn: ['AWS::Lambda::Function', { FunctionName: name }] }),
    region,
  });

  it.each([
    ['the region', gateway.region, 'parcels-dev-createParcel', 'Fn'],
    ['another region', 'us-east-1', 'parcels-dev-createParcel', undefined],
    ['another name', gateway.region, 'parcels-dev-getParcel', undefined],
  ])('is found by its name, in the region: %s', (_, region, name, expected) => {
    const [route] = routesOf(gateway, [gateway, other(region, name)]);
    expect(route?.target?.logicalId).toBe(expected);
  });
});

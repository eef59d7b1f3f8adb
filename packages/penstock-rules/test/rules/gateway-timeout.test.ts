import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../limits.ts';
import { gatewayTimeoutRule } from '../../rules/gateway-timeout.ts';
import { arnOf, judge, type Loose, type Resources } from '../template.ts';

const uri = { 'Fn::Join': ['', ['arn:aws:apigateway:path/', { Ref: 'Alias' }, '/invocations']] };
const behind = (fn: Loose): Resources => ({
  Fn: ['AWS::Lambda::Function', fn],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } }],
});
const kinds: Readonly<Record<string, (timeout: unknown, mode?: string) => Resources>> = {
  'an API made of a document': (timeoutInMillis, responseTransferMode) => {
    const integration = { type: 'aws_proxy', uri, timeoutInMillis, responseTransferMode };
    const paths = { '/parcels': { get: { 'x-amazon-apigateway-integration': integration } } };
    return { Api: ['AWS::ApiGateway::RestApi', { Body: { paths } }] };
  },
  'an API made of resources': (TimeoutInMillis, ResponseTransferMode) => ({
    Api: [
      'AWS::ApiGateway::Method',
      { Integration: { Type: 'AWS_PROXY', Uri: uri, TimeoutInMillis, ResponseTransferMode } },
    ],
  }),
};
const httpApi = (TimeoutInMillis: unknown): Resources => ({
  Api: ['AWS::ApiGatewayV2::Integration', { IntegrationUri: arnOf('Fn'), TimeoutInMillis }],
});
const fixes: Readonly<Record<string, string>> = {
  Api: 'set `timeout` of the integration, or `limits.integrationTimeoutMs`',
  Fn: 'lower `timeout` of the Function, or invoke it asynchronously',
};
const violation = (logicalId: string, message: string) =>
  expect.objectContaining({
    logicalId,
    message,
    location: expect.stringMatching(/^Properties\./),
    fix: fixes[logicalId],
  });

describe.each(Object.entries(kinds))('%s', (_kind, api) => {
  const found = (timeout: unknown, fn: Loose = {}) => judge(gatewayTimeoutRule, { ...api(timeout), ...behind(fn) });

  it.each([
    ['the shortest time', 50, { Timeout: 2 }],
    ['the longest time', 29_000, { Timeout: 30 }],
    ['as long as it can', undefined, { Timeout: 30 }],
    ['a part of a second', 2500, { Timeout: 4 }],
    ['longer than its function by default', 2000, {}],
    ['a millisecond of another second', 2001, { Timeout: 4 }],
  ])('may wait for %s', (_case, timeout, fn) => {
    expect(found(timeout, fn)).toEqual([]);
  });

  it.each([
    [49, '49'],
    [29_001, '29001'],
    ['soon', '"soon"'],
  ])('fails to wait for %p', (timeout, received) => {
    expect(found(timeout)).toEqual([violation('Api', `received ${received}, expected 50 to 29000 ms`)]);
  });

  it.each([
    [3000, 5, 4],
    [undefined, 31, 30],
    [2500, 5, 4],
    [1000, undefined, 2],
  ])('fails when it waits for %p and its function works for %p s', (timeout, seconds, most) => {
    const waits = `the gateway waits for ${timeout ?? 29_000} ms`;

    expect(found(timeout, { Timeout: seconds })).toEqual([
      violation('Fn', `received ${seconds ?? 3} s, expected at most ${most}: ${waits}`),
    ]);
  });

  it('streams for fifteen minutes at the most, and by default no longer than it waits for another answer', () => {
    const streams = (timeout: unknown, Timeout: number) =>
      judge(gatewayTimeoutRule, { ...api(timeout, 'STREAM'), ...behind({ Timeout }) });

    expect(streams(900_000, 900)).toEqual([]);
    expect(streams(900_001, 900)).toEqual([violation('Api', 'received 900001, expected 50 to 900000 ms')]);
    expect(streams(undefined, 31)).toEqual([
      violation('Fn', 'received 31 s, expected at most 30: the gateway waits for 29000 ms'),
    ]);
  });

  it('may lead to no function, and then waits for as long as it likes', () => {
    expect(judge(gatewayTimeoutRule, api(50))).toEqual([]);
  });

  it('may wait for longer where the account has that', () => {
    const limits = { ...defaultLimits, integrationTimeoutMs: 60_000 };

    expect(judge(gatewayTimeoutRule, { ...api(60_000), ...behind({ Timeout: 61 }) }, { limits })).toEqual([]);
  });
});

describe('an HTTP API', () => {
  it.each([
    [30_000, 31],
    [undefined, 31],
  ])('may wait for %p ms', (timeout, Timeout) => {
    expect(judge(gatewayTimeoutRule, { ...httpApi(timeout), ...behind({ Timeout }) })).toEqual([]);
  });

  it('fails to wait for longer, whatever the quota of REST APIs is', () => {
    const limits = { ...defaultLimits, integrationTimeoutMs: 60_000 };

    expect(judge(gatewayTimeoutRule, { ...httpApi(30_001), ...behind({}) }, { limits })).toEqual([
      violation('Api', 'received 30001, expected 50 to 30000 ms'),
    ]);
  });
});

it('a function behind two methods works too long once, but for each time that a gateway waits', () => {
  const method = (TimeoutInMillis: number): Resources[string] => [
    'AWS::ApiGateway::Method',
    { Integration: { Type: 'AWS_PROXY', Uri: uri, TimeoutInMillis } },
  ];
  const found = (second: number) =>
    judge(gatewayTimeoutRule, { Get: method(1000), Put: method(second), ...behind({ Timeout: 60 }) });

  expect(found(1000)).toHaveLength(1);
  expect(found(2000)).toHaveLength(2);
});

it('two methods that wait too long are two', () => {
  const Method = ['AWS::ApiGateway::Method', { Integration: { TimeoutInMillis: 30_000 } }] as const;
  const paths = Object.fromEntries(
    ['/a', '/b'].map((path) => [path, { get: { 'x-amazon-apigateway-integration': { timeoutInMillis: 30_000 } } }]),
  );

  expect(judge(gatewayTimeoutRule, { Get: Method, Put: Method })).toHaveLength(2);
  expect(judge(gatewayTimeoutRule, { Api: ['AWS::ApiGateway::RestApi', { Body: { paths } }] })).toHaveLength(2);
});

it('a method that the gateway answers by itself waits for nobody', () => {
  const paths = { '/': { get: { 'x-amazon-apigateway-integration': { type: 'mock', timeoutInMillis: 1 } } } };

  expect(judge(gatewayTimeoutRule, { Api: ['AWS::ApiGateway::RestApi', { Body: { paths } }] })).toEqual([]);
});

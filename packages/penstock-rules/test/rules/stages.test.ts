import { describe, expect, it } from '@jest/globals';
import { defaultLimits } from '../../limits.ts';
import { littlesLawRule } from '../../rules/littles-law.ts';
import { stageLogRule, stageThrottleRule } from '../../rules/stages.ts';
import { tracingRule } from '../../rules/tracing.ts';
import { arnOf, judge, type Loose, type Resources } from '../template.ts';

const rest = (properties: Loose = {}): Resources => ({
  Stage: ['AWS::ApiGateway::Stage', { RestApiId: { Ref: 'Api' }, ...properties }],
});
const http = (properties: Loose = {}): Resources => ({ Stage: ['AWS::ApiGatewayV2::Stage', properties] });
const setting = (HttpMethod: string, ResourcePath: string, rate: unknown = 100, burst: unknown = 200) => ({
  HttpMethod,
  ResourcePath,
  ThrottlingRateLimit: rate,
  ThrottlingBurstLimit: burst,
});
const integration = { type: 'aws_proxy', uri: arnOf('Fn') };
const ofDocument = (...methods: string[]): Resources => ({
  Fn: ['AWS::Lambda::Function', { ReservedConcurrentExecutions: 10 }],
  Other: ['AWS::ApiGateway::RestApi', { Body: { paths: { '/': { put: { 'x-amazon-apigateway-integration': {} } } } } }],
  Api: [
    'AWS::ApiGateway::RestApi',
    {
      Body: {
        paths: {
          '/orders/{id}': Object.fromEntries(
            methods.map((method) => [method, { 'x-amazon-apigateway-integration': integration }]),
          ),
          '/health': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } },
        },
      },
    },
  ],
});
const method = (HttpMethod: string, ResourceId: unknown, api = 'Api', Type = 'AWS_PROXY'): Resources[string] => [
  'AWS::ApiGateway::Method',
  { HttpMethod, ResourceId, RestApiId: { Ref: api }, Integration: { Type, Uri: arnOf('Fn') } },
];
const resource = (PathPart: string, ParentId: unknown): Resources[string] => [
  'AWS::ApiGateway::Resource',
  { PathPart, ParentId },
];
const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };
const ofResources: Resources = {
  Fn: ['AWS::Lambda::Function', { ReservedConcurrentExecutions: 10 }],
  Orders: resource('orders', root),
  Order: resource('{id}', { Ref: 'Orders' }),
  Get: method('GET', { Ref: 'Order' }),
  Options: method('OPTIONS', { Ref: 'Order' }, 'Api', 'MOCK'),
  Elsewhere: method('PUT', { Ref: 'Order' }, 'Other'),
};
const violation = (logicalId: string, at: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${at}`,
  message,
  fix,
});

describe('the throttle of a stage', () => {
  const found = (resources: Resources) => judge(stageThrottleRule, resources);
  const ofRest = (received: string) =>
    violation(
      'Stage',
      'MethodSettings',
      `received ${received}, expected a rate and a burst for every method`,
      'set `throttlingRateLimit` and `throttlingBurstLimit` in `deployOptions` of the RestApi',
    );

  it.each([
    ['of all its methods', rest({ MethodSettings: [setting('GET', '/*'), setting('*', '/*')] })],
    [
      'of each of its methods',
      { ...rest({ MethodSettings: [setting('GET', '/~1orders~1{id}')] }), ...ofDocument('get') },
    ],
    [
      'of each method of its resources',
      { ...rest({ MethodSettings: [setting('GET', '/~1orders~1{id}')] }), ...ofResources },
    ],
    ['of a method of its root', { ...rest({ MethodSettings: [setting('GET', '/')] }), Get: method('GET', root) }],
    [
      "of the root of a document's",
      {
        ...rest({ RestApiId: { Ref: 'Other' }, MethodSettings: [setting('PUT', '/')] }),
        ...ofDocument('get'),
      },
    ],
    ['of an HTTP API', http({ DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } })],
  ])('may be that %s', (_case, resources) => {
    expect(found(resources as Resources)).toEqual([]);
  });

  it.each([
    ['nothing', rest(), 'nothing'],
    [
      'a rate alone',
      rest({ MethodSettings: [setting('*', '/*', 100, null)].map(({ ThrottlingBurstLimit, ...one }) => one) }),
      undefined,
    ],
    [
      'a burst alone',
      rest({ MethodSettings: [setting('*', '/*')].map(({ ThrottlingRateLimit, ...one }) => one) }),
      undefined,
    ],
    ['one for GET alone', rest({ MethodSettings: [setting('GET', '/*')] }), undefined],
    ['one for a path alone', rest({ MethodSettings: [setting('*', '/~1orders')] }), undefined],
    [
      'one for another method',
      { ...rest({ MethodSettings: [setting('GET', '/~1orders~1{id}')] }), ...ofDocument('get', 'put') },
      undefined,
    ],
    ['one for another path', { ...rest({ MethodSettings: [setting('GET', '/~1orders')] }), ...ofResources }, undefined],
  ])('fails to be %s', (_case, resources, received) => {
    const [shown] = [
      received ?? expect.stringMatching(/^received \[\{.*, expected a rate and a burst for every method$/),
    ];
    expect(found(resources as Resources)).toEqual([
      received === undefined ? { ...ofRest(''), message: shown } : ofRest(received),
    ]);
  });

  it('fails to be nothing for an HTTP API', () => {
    expect(found(http())).toEqual([
      violation(
        'Stage',
        'DefaultRouteSettings',
        'received nothing, expected a rate and a burst for every method',
        'set `throttle` of the HttpStage or WebSocketStage',
      ),
    ]);
  });
});

describe('the access log of a stage', () => {
  it('may be of either kind of API', () => {
    const setting = { DestinationArn: arnOf('Log') };

    expect(judge(stageLogRule, rest({ AccessLogSetting: setting }))).toEqual([]);
    expect(judge(stageLogRule, http({ AccessLogSettings: setting }))).toEqual([]);
  });

  it.each([
    [
      rest({ AccessLogSettings: { DestinationArn: 'x' } }),
      'AccessLogSetting',
      'nothing',
      'set `accessLogDestination: new LogGroupLogDestination(group)` in `deployOptions` of the RestApi',
    ],
    [
      http({ AccessLogSettings: {} }),
      'AccessLogSettings',
      '{}',
      'set `accessLogSettings` of the HttpStage or WebSocketStage',
    ],
  ])('fails to be missing: %p', (resources, at, received, fix) => {
    expect(judge(stageLogRule, resources)).toEqual([
      violation('Stage', at, `received ${received}, expected a log group`, fix),
    ]);
  });
});

describe("Little's law", () => {
  const found = (rate: unknown, api = ofDocument('get'), limits = defaultLimits) =>
    judge(littlesLawRule, { ...rest({ MethodSettings: [setting('*', '/*', rate)] }), ...api }, { limits });

  it.each([[100], [1], [undefined], [{ Ref: 'Rate' }]])('holds for 10 executions of 100 ms at a rate of %p', (rate) => {
    expect(found(rate)).toEqual([]);
  });

  it.each([
    ['a document', ofDocument('get')],
    ['resources', ofResources],
  ])('fails at one request more, of an API that is made of %s', (_case, api) => {
    expect(found(101, api)).toEqual([
      violation(
        'Fn',
        'ReservedConcurrentExecutions',
        'received 10, expected at least 11: 101 requests a second of 100 ms each',
        'raise `reservedConcurrentExecutions` of the Function, lower the throttle of the method, or say `limits.functionDurationMs`',
      ),
    ]);
  });

  it('is broken once by a function behind several methods', () => {
    expect(found(101, ofDocument('get', 'head', 'put'))).toHaveLength(1);
  });

  it('is that of the duration that the team says', () => {
    const limits = { ...defaultLimits, functionDurationMs: 250 };

    expect(found(40, undefined, limits)).toEqual([]);
    expect(found(41, undefined, limits)).toMatchObject([
      { message: 'received 10, expected at least 11: 41 requests a second of 250 ms each' },
    ]);
  });

  it('counts in milliseconds', () => {
    const limits = { ...defaultLimits, functionDurationMs: 1 };

    expect(found(10_000, undefined, limits)).toEqual([]);
    expect(found(10_001, undefined, limits)).toHaveLength(1);
  });

  it('asks nothing of a function without a reservation, or of a method without a function', () => {
    expect(found(1000, { ...ofDocument('get'), Fn: ['AWS::Lambda::Function'] })).toEqual([]);
    const { Fn: _fn, ...without } = ofDocument('get');
    expect(found(1000, without)).toEqual([]);
  });
});

describe('a trace', () => {
  it.each([
    [
      'AWS::Lambda::Function',
      { TracingConfig: { Mode: 'Active' } },
      { TracingConfig: { Mode: 'PassThrough' } },
      'TracingConfig.Mode',
      'received "PassThrough", expected "Active"',
      'set `tracing: Tracing.ACTIVE` of the Function',
    ],
    [
      'AWS::ApiGateway::Stage',
      { TracingEnabled: true },
      { TracingEnabled: false },
      'TracingEnabled',
      'received false, expected true',
      'set `tracingEnabled: true` in `deployOptions` of the RestApi',
    ],
    [
      'AWS::StepFunctions::StateMachine',
      { TracingConfiguration: { Enabled: true } },
      {},
      'TracingConfiguration.Enabled',
      'received nothing, expected true',
      'set `tracingEnabled: true` of the StateMachine',
    ],
  ])('goes through a %s, and fails without it', (type, good, bad, at, message, fix) => {
    expect(judge(tracingRule, { Traced: [type, good] })).toEqual([]);
    expect(judge(tracingRule, { Traced: [type, bad] })).toEqual([violation('Traced', at, message, fix)]);
  });

  it('is not asked of what has none', () => {
    expect(judge(tracingRule, { Queue: ['AWS::SQS::Queue'] })).toEqual([]);
  });
});

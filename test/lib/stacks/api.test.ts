import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { referenced, referencedWithin, resourcesOf } from 'penstock-rules/template/resources';
import { routesOf } from 'penstock-rules/template/routes';
import { isPublic } from '../../../packages/penstock/contract/endpoint.ts';
import { gatewayRoutes } from '../../../packages/penstock/contract/gateway-routes.ts';
import { asArray, asObject, type JsonObject } from '../../../packages/penstock/contract/json.ts';
import { functionNameOf, functionNames } from '../../../packages/penstock/contract/rpc/endpoints.ts';
import { endpoints, only, stackOf, stacksOf } from '../synthesized.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const stack = stackOf(stacksOf('dev'), 'penstock-dev-api-eu-west-1');
/** One that reserves concurrency, and has tenants from the start. */
const local = stackOf(stacksOf('local'), 'penstock-local-api-eu-west-1');
const names = [...functionNames({ operations: endpoints }), 'authorizer'];
const functionNamed = (name: string) =>
  only(stack, 'AWS::Lambda::Function', ({ properties }) => properties.FunctionName === `penstock-dev-${name}`);

const dynamodb = (resource: string) => ({
  'Fn::Join': ['', ['arn:aws:dynamodb:eu-west-1:', { Ref: 'AWS::AccountId' }, `:table/${resource}`]],
});
const orders = dynamodb('penstock-dev-orders');
const webhooks = dynamodb('penstock-dev-webhooks');
const webhooksByTenant = dynamodb('penstock-dev-webhooks/index/byTenant');
const indexes = ['byTenant', 'byTenantStatus'].map((index) => dynamodb(`penstock-dev-orders/index/${index}`));

/** Every statement of every policy that a function's role has. */
function permissionsOf(name: string): readonly JsonObject[] {
  const roleId = referenced(functionNamed(name).Role);
  const role = resourcesOf(stack, 'AWS::IAM::Role').find(({ logicalId }) => logicalId === roleId);
  expect(Object.keys(role?.properties ?? {})).toEqual(['AssumeRolePolicyDocument']);
  return resourcesOf(stack, 'AWS::IAM::Policy')
    .filter(({ properties }) => asArray(properties.Roles).some((one) => referenced(one) === roleId))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
}

describe('what a function may do', () => {
  it.each([
    ['createOrder', [{ Action: 'dynamodb:PutItem', Effect: 'Allow', Resource: orders }]],
    ['getOrder', [{ Action: 'dynamodb:GetItem', Effect: 'Allow', Resource: orders }]],
    ['updateOrder', [{ Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: orders }]],
    ['cancelOrder', [{ Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: orders }]],
    ['listOrders', [{ Action: 'dynamodb:Query', Effect: 'Allow', Resource: indexes }]],
    [
      'graph',
      [
        {
          Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          Effect: 'Allow',
          Resource: orders,
        },
        { Action: 'dynamodb:Query', Effect: 'Allow', Resource: indexes },
        { Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: dynamodb('penstock-dev-graph-budget') },
      ],
    ],
    [
      'graphStreams',
      [
        { Action: 'dynamodb:GetItem', Effect: 'Allow', Resource: orders },
        { Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: dynamodb('penstock-dev-graph-budget') },
      ],
    ],
    [
      'orderService',
      [
        { Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], Effect: 'Allow', Resource: orders },
        { Action: 'dynamodb:Query', Effect: 'Allow', Resource: indexes },
      ],
    ],
    ['orderServiceStreams', [{ Action: 'dynamodb:GetItem', Effect: 'Allow', Resource: orders }]],
    [
      'createWebhookEndpoint',
      [
        { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Effect: 'Allow', Resource: webhooks },
        { Action: 'dynamodb:Query', Effect: 'Allow', Resource: webhooksByTenant },
      ],
    ],
    ['listWebhookEndpoints', [{ Action: 'dynamodb:Query', Effect: 'Allow', Resource: webhooksByTenant }]],
    ['deleteWebhookEndpoint', [{ Action: 'dynamodb:UpdateItem', Effect: 'Allow', Resource: webhooks }]],
    [
      'rotateWebhookSecret',
      [{ Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], Effect: 'Allow', Resource: webhooks }],
    ],
    [
      'listWebhookDeliveries',
      [{ Action: ['dynamodb:GetItem', 'dynamodb:Query'], Effect: 'Allow', Resource: webhooks }],
    ],
    [
      'redeliverWebhook',
      [
        { Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Effect: 'Allow', Resource: webhooks },
        {
          Action: 'sqs:SendMessage',
          Effect: 'Allow',
          Resource: {
            'Fn::Join': ['', ['arn:aws:sqs:eu-west-1:', { Ref: 'AWS::AccountId' }, ':penstock-dev-webhook-delivery']],
          },
        },
      ],
    ],
    ['getHealth', []],
    ['authorizer', []],
  ])('%s: its log, its trace and exactly what it needs', (name, needed) => {
    const logGroup = referenced(asObject(functionNamed(name).LoggingConfig).LogGroup);

    expect(permissionsOf(name)).toEqual([
      {
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] },
      },
      { Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Effect: 'Allow', Resource: '*' },
      ...needed,
    ]);
  });

  it('no two functions share a role', () => {
    expect(new Set(names.map((name) => referenced(functionNamed(name).Role))).size).toBe(names.length);
  });
});

describe('a function', () => {
  const common = {
    PENSTOCK_STAGE: 'dev',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    POWERTOOLS_SERVICE_NAME: 'penstock',
    POWERTOOLS_METRICS_NAMESPACE: 'Penstock',
    RELEASE_VERSION: version,
  };
  const table = { ORDERS_TABLE: 'penstock-dev-orders' };
  const webhooksTable = { WEBHOOKS_TABLE: 'penstock-dev-webhooks' };
  const token = {
    RATE_LIMIT_POLICIES: JSON.stringify({
      free: '"rate";q=50;w=1, "quota";q=100000;w=86400',
      pro: '"rate";q=500;w=1',
    }),
    TOKEN_AUDIENCE: 'penstock',
    TOKEN_CLAIMS: '{"tenant":"tenant","plan":"plan","scopes":"scope","audienceRequired":true}',
    TOKEN_ISSUER: 'https://auth.dev.example.com',
    TOKEN_JWKS_URI: 'https://auth.dev.example.com/.well-known/jwks.json',
    USAGE_KEY_PREFIX: 'penstock-usage-key.dev.',
  };

  it.each([
    ['createOrder', table],
    ['listOrders', table],
    ['getOrder', table],
    ['updateOrder', table],
    ['cancelOrder', table],
    ['createWebhookEndpoint', { ...webhooksTable, ALLOW_PRIVATE_WEBHOOKS: 'false' }],
    ['listWebhookEndpoints', webhooksTable],
    ['deleteWebhookEndpoint', webhooksTable],
    ['rotateWebhookSecret', webhooksTable],
    ['listWebhookDeliveries', webhooksTable],
    [
      'redeliverWebhook',
      {
        ...webhooksTable,
        DELIVER_WEBHOOK_QUEUE_URL: {
          'Fn::Join': [
            '',
            [
              'https://sqs.eu-west-1.',
              { Ref: 'AWS::URLSuffix' },
              '/',
              { Ref: 'AWS::AccountId' },
              '/penstock-dev-webhook-delivery',
            ],
          ],
        },
      },
    ],
    ['getHealth', {}],
    ['reference', { REFERENCE_PAGES: 'openapi asyncapi docs catalog' }],
    ['authorizer', token],
  ])('%s has the variables it needs and no others', (name, own) => {
    const pages = name === 'authorizer' ? {} : { CORS_ORIGINS: 'https://app.example.com' };
    expect(asObject(functionNamed(name).Environment).Variables).toEqual({ ...common, ...pages, ...own });
  });

  it.each(names)('%s runs on Node 24 and arm64, traced', (name) => {
    expect(functionNamed(name)).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
    });
  });

  it.each([...Map.groupBy(endpoints, functionNameOf)])(
    '%s has the timeout of the contract, and its bulkhead where the stage reserves',
    (name, served) => {
      const reserving = only(
        local,
        'AWS::Lambda::Function',
        ({ properties }) => properties.FunctionName === `penstock-local-${name}`,
      );

      expect(functionNamed(name).Timeout).toBe(Math.max(...served.map(({ timeouts }) => timeouts.function)));
      expect(functionNamed(name)).not.toHaveProperty('ReservedConcurrentExecutions');
      expect(reserving.ReservedConcurrentExecutions).toBe(
        served.reduce((sum, { policy }) => sum + policy.concurrency, 0),
      );
    },
  );

  it.each(names)('%s logs to a group of its own that forgets after two weeks', (name) => {
    const id = referenced(asObject(functionNamed(name).LoggingConfig).LogGroup);
    const group = only(stack, 'AWS::Logs::LogGroup', ({ logicalId }) => logicalId === id);

    expect(group).toMatchObject({ LogGroupName: `/aws/lambda/penstock-dev-${name}`, RetentionInDays: 14 });
  });

  it.each(names)('%s is called through its alias live', (name) => {
    const aliases = resourcesOf(stack, 'AWS::Lambda::Alias').filter(
      ({ properties }) => functionIdOf(name) === referenced(properties.FunctionName),
    );

    expect(aliases.map(({ properties }) => properties.Name)).toEqual(['live']);
  });
});

function functionIdOf(name: string): string | undefined {
  return resourcesOf(stack, 'AWS::Lambda::Function').find(
    ({ properties }) => properties.FunctionName === `penstock-dev-${name}`,
  )?.logicalId;
}

describe('the gateway', () => {
  const stage = only(stack, 'AWS::ApiGateway::Stage');
  const api = only(stack, 'AWS::ApiGateway::RestApi');

  it('routes each operation of the contract to its function, and nothing else', () => {
    const routes = routesOf(stack)
      .filter(({ mock }) => !mock)
      .map(({ method, path, target }) => [method, path, target?.properties.FunctionName]);

    expect(routes.toSorted()).toEqual(
      gatewayRoutes(endpoints)
        .map(({ method, operation }) => [method, operation.path, `penstock-dev-${functionNameOf(operation)}`])
        .toSorted(),
    );
  });

  it.each(gatewayRoutes(endpoints).map((route) => [route.method, route.operation.operationId, route] as const))(
    'throttles %s of %s as the contract says, and logs it',
    (_, __, { method, operation: { path, policy } }) => {
      const ResourcePath = `/${path.replaceAll('/', '~1')}`;

      expect(asArray(stage.MethodSettings)).toContainEqual({
        HttpMethod: method,
        ResourcePath,
        ThrottlingRateLimit: policy.throttle.rate,
        ThrottlingBurstLimit: policy.throttle.burst,
        LoggingLevel: 'ERROR',
        MetricsEnabled: true,
        DataTraceEnabled: false,
      });
    },
  );

  it('gives up before the function is ended', () => {
    const waits = routesOf(stack)
      .filter(({ mock }) => !mock)
      .map(({ method, path, integration }) => [`${method} ${path}`, integration.timeoutInMillis]);

    expect(Object.fromEntries(waits)).toEqual(
      Object.fromEntries(
        gatewayRoutes(endpoints).map(({ method, operation: { path, timeouts } }) => [
          `${method} ${path}`,
          timeouts.integration,
        ]),
      ),
    );
  });

  it('is regional, traced, and answers only as its document says', () => {
    expect(api).toMatchObject({
      EndpointConfiguration: { Types: ['REGIONAL'] },
      DisableExecuteApiEndpoint: false,
      FailOnWarnings: true,
      Mode: 'overwrite',
    });
    expect(stage).toMatchObject({ StageName: 'dev', TracingEnabled: true });
  });

  it('takes the usage key from the authorizer, which every operation needs that is not open', () => {
    const body = asObject(api.Body);
    const guarded = Object.entries(asObject(body.paths)).flatMap(([path, methods]) =>
      Object.entries(asObject(methods)).map(([method, value]) => [
        `${method.toUpperCase()} ${path}`,
        asObject(value).security !== undefined,
      ]),
    );
    const open = Object.keys(asObject(body.paths)).flatMap((path) => [
      [`OPTIONS ${path}`, false],
      [`X-AMAZON-APIGATEWAY-ANY-METHOD ${path}`, false],
    ]);

    expect(body['x-amazon-apigateway-api-key-source']).toBe('AUTHORIZER');
    expect(Object.fromEntries(guarded)).toEqual(
      Object.fromEntries([
        ...gatewayRoutes(endpoints).map(({ method, operation }) => [
          `${method} ${operation.path}`,
          !isPublic(operation),
        ]),
        ...open,
      ]),
    );
  });

  it('logs who called what, how it ended and how long it took, as JSON', () => {
    const line = JSON.parse(String(asObject(stage.AccessLogSetting).Format));

    expect(line).toMatchObject({
      requestId: '$context.requestId',
      extendedRequestId: '$context.extendedRequestId',
      status: '$context.status',
      latency: '$context.responseLatency',
      tenant: '$context.authorizer.tenant',
    });
    expect(JSON.stringify(line)).not.toMatch(/authorization|token/i);
  });

  it('logs nothing that a caller words and could close a quote in, nor a message that quotes headers', () => {
    const { Format } = asObject(stage.AccessLogSetting);

    expect(String(Format)).not.toMatch(/userAgent|\$context\.path|error\.message/);
  });

  it('may call each function for its own route, and the authorizer for any', () => {
    const callers = resourcesOf(stack, 'AWS::Lambda::Permission').map(({ properties }) => {
      const [, parts] = asArray(asObject(properties.SourceArn)['Fn::Join']);
      return asArray(parts).at(-1);
    });

    expect(callers.toSorted()).toEqual(
      [
        '/authorizers/*',
        ...gatewayRoutes(endpoints).map(
          ({ method, operation: { path } }) => `/dev/${method}${path.replaceAll(/\{[^}]+\}/g, '*')}`,
        ),
      ].toSorted(),
    );
  });
});

describe('usage plans', () => {
  it('limit each plan of the contract', () => {
    const plans = resourcesOf(stack, 'AWS::ApiGateway::UsagePlan').map(({ properties }) => properties);

    expect(plans).toMatchObject([
      {
        UsagePlanName: 'penstock-dev-free',
        Throttle: { RateLimit: 50, BurstLimit: 100 },
        Quota: { Limit: 100_000, Period: 'DAY' },
      },
      { UsagePlanName: 'penstock-dev-pro', Throttle: { RateLimit: 500, BurstLimit: 1000 } },
    ]);
    expect(plans[1]).not.toHaveProperty('Quota');
  });

  it('are there for tenants to come: whoever is added needs no deployment', () => {
    expect(resourcesOf(stack, 'AWS::ApiGateway::ApiKey', 'AWS::ApiGateway::UsagePlanKey')).toEqual([]);
  });
});

describe('the tenants of a local stage', () => {
  it('have the keys that the authorizer names', () => {
    const keys = resourcesOf(local, 'AWS::ApiGateway::ApiKey').map(({ properties }) => properties.Value);
    const planOf = resourcesOf(local, 'AWS::ApiGateway::UsagePlanKey').map(({ properties }) => [
      referencedWithin(properties.KeyId)[0]
        ?.replace(/^UsageTenant/, '')
        .replace(/[0-9A-F]{8}$/, ''),
      referencedWithin(properties.UsagePlanId)[0]
        ?.replace(/^UsagePlan/, '')
        .replace(/[0-9A-F]{8}$/, ''),
    ]);

    expect(keys).toEqual(['penstock-usage-key.local.acme.free', 'penstock-usage-key.local.globex.pro']);
    expect(planOf).toEqual([
      ['acme', 'free'],
      ['globex', 'pro'],
    ]);
  });
});

describe('outputs', () => {
  it('tell a client where the API is and how to get a token', () => {
    const apiId = resourcesOf(stack, 'AWS::ApiGateway::RestApi')[0]?.logicalId;
    const outputs = Object.entries(asObject(stack.template.Outputs)).map(([name, output]) => [
      name,
      asObject(output).Value,
    ]);

    expect(Object.fromEntries(outputs)).toEqual({
      ApiUrl: {
        'Fn::Join': ['', ['https://', { Ref: apiId }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/dev']],
      },
      TokenIssuer: 'https://auth.dev.example.com',
      TokenAudience: 'penstock',
      Scopes: 'orders:read orders:write webhooks:read webhooks:write',
    });
  });
});

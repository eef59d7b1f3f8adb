import { expect, it } from '@jest/globals';
import type { ApiDefinition } from '../../../local/apigateway/definition.ts';
import { type Answered, createGateway } from '../../../local/apigateway/gateway.ts';
import type { GatewayRequest } from '../../../local/apigateway/request-context.ts';
import type { Firewall } from '../../../local/waf/definition.ts';

const request: GatewayRequest = {
  method: 'GET',
  path: '/things',
  query: [],
  queryString: '',
  headers: [],
  body: Buffer.alloc(0),
  tooLarge: false,
  sourceIp: '127.0.0.1',
  protocol: 'HTTP/1.1',
  port: 0,
};

/** A gateway without routes, whose answers are `WAF_FILTERED` of its own and what a log says. */
function gatewayBehind(firewall: Firewall) {
  const api: ApiDefinition = {
    id: 'api',
    stage: 'test',
    region: 'eu-west-1',
    account: '000000000000',
    stageVariables: {},
    keySource: 'HEADER',
    binaryMediaTypes: [],
    methods: [],
    gatewayResponses: {
      WAF_FILTERED: { status: 403, headers: { 'Content-Type': "'application/problem+json'" }, template: '{"a":1}' },
    },
    keys: [],
    usagePlans: [],
    firewall,
    throttleOf: () => undefined,
    accessLogFormat: '$context.status $context.error.responseType',
    tracing: false,
    permits: () => true,
  };
  const lines: string[] = [];
  const answered: Answered[] = [];
  const keys = { admitted: () => undefined };
  const lambda = {} as Parameters<typeof createGateway>[0]['lambda'];
  const listener = {
    log: (line: string) => void lines.push(line),
    answered: (one: Answered) => void answered.push(one),
  };
  return { gateway: createGateway({ api, lambda, keys }, listener), lines, answered };
}

const allow = { kind: 'allow' } as const;
const response = {
  status: 429,
  headers: [['Retry-After', '60']],
  contentType: 'application/json',
  body: '{}',
} as const;

it('a firewall answers before there is a route, and its answer is logged as any other', async () => {
  const action = { kind: 'block', response } as const;
  const { gateway, lines, answered } = gatewayBehind({
    arn: 'arn',
    rules: [{ kind: 'rate', rate: { limit: 1, windowSeconds: 60 }, action }],
    defaultAction: allow,
    withoutEffect: [],
  });
  const [first, second] = [await gateway.answer(request), await gateway.answer(request)];

  expect([first.status, second.status, second.body]).toEqual([403, 429, '{}']);
  expect(second.headers).toEqual(
    expect.arrayContaining([
      ['Content-Type', 'application/json'],
      ['Retry-After', '60'],
      ['x-amzn-RequestId', expect.any(String)],
    ]),
  );
  expect(lines).toEqual(['403 MISSING_AUTHENTICATION_TOKEN', '429 -']);
  expect(answered.map(({ status }) => status)).toEqual([403, 429]);
});

it('what a firewall blocks without an answer of its own is answered by the gateway', async () => {
  const { gateway, lines } = gatewayBehind({
    arn: 'arn',
    rules: [],
    defaultAction: { kind: 'block' },
    withoutEffect: [],
  });
  const answer = await gateway.answer(request);

  expect([answer.status, answer.body]).toEqual([403, '{"a":1}']);
  expect(answer.headers).toContainEqual(['Content-Type', 'application/problem+json']);
  expect(lines).toEqual(['403 WAF_FILTERED']);
});

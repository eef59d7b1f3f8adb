import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from 'penstock/testkit/http';
import type { Resource, Resources } from '../support/assembly.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { expectProblem, placed } from '../support/orders.ts';

let cloud: TestCloud;
let token: string;

const each = (resources: Resources, type: string, edit: (properties: Resource['Properties']) => void) => {
  for (const { Type, Properties } of Object.values(resources)) if (Type === type) edit(Properties);
};

/** One stage for all: each limit is on another operation or another tenant. */
beforeAll(async () => {
  cloud = await startCloud({
    stage: 'load',
    handlers: { listOrders: slow, getHealth: failing },
    template: (resources) => {
      limitMethod(resources, '/~1v1~1webhook-endpoints');
      limitPlan(resources, 'free');
      limitBulkhead(resources, 'penstock-load-listOrders');
      withoutGrant(resources, 'createWebhookEndpoint');
    },
  });
  token = await cloud.token('globex');
});
afterAll(() => cloud.close());

const slow = 'exports.handler = () => new Promise((done) => setTimeout(done, 300, { statusCode: 200, body: "{}" }));';

/** Fails in the way that the query names. */
const failing = `const ways = {
  hangs: () => new Promise(() => {}),
  throws: () => { throw new Error("secret of the house"); },
  rejects: async () => { throw new Error("secret of the house"); },
  'answers nonsense': async () => "secret of the house",
  'answers without a status': async () => ({ body: "secret of the house" }),
  'answers a body that is no string': async () => ({ statusCode: 200, body: { a: 1 } }),
  'kills its process': () => process.exit(1),
};
exports.handler = ({ queryStringParameters }) =>
  queryStringParameters ? ways[queryStringParameters.way]() : Promise.resolve({ statusCode: 200, body: "{}" });`;

const limitMethod = (resources: Resources, path: string) =>
  each(resources, 'AWS::ApiGateway::Stage', ({ MethodSettings }) => {
    for (const setting of MethodSettings as Record<string, unknown>[]) {
      if (setting.HttpMethod !== 'GET' || setting.ResourcePath !== path) continue;
      Object.assign(setting, { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 5 });
    }
  });

const limitPlan = (resources: Resources, plan: string) =>
  each(resources, 'AWS::ApiGateway::UsagePlan', (properties) => {
    if (JSON.stringify(properties).includes(plan)) properties.Throttle = { RateLimit: 0.01, BurstLimit: 3 };
  });

const limitBulkhead = (resources: Resources, functionName: string) =>
  each(resources, 'AWS::Lambda::Function', (properties) => {
    if (properties.FunctionName === functionName) properties.ReservedConcurrentExecutions = 2;
  });

/** The policies of a function, which are named after it, do not allow it to write. */
function withoutGrant(resources: Resources, name: string): void {
  for (const [logicalId, { Type, Properties }] of Object.entries(resources)) {
    if (Type !== 'AWS::IAM::Policy' || !logicalId.includes(name)) continue;
    const { Statement } = Properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
    for (const statement of Statement) {
      if (JSON.stringify(statement.Action).includes('dynamodb:PutItem')) statement.Action = 'dynamodb:DescribeTable';
    }
  }
}

async function burst(count: number, call: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, call));
}

const get = (path: string, as = token) => cloud.call('GET', path, { token: as });
const of = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status);

function expectTryLater(answers: Answer[], code: string): void {
  for (const answer of answers) {
    expectProblem(answer, answer.status, code);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(answer.json.retryable).toBe(true);
  }
}

describe('over a limit', () => {
  it('of the method, the rest fails with 429 and Retry-After, and other methods go on', async () => {
    const answers = await burst(20, () => get('/v1/webhook-endpoints'));
    expect(of(answers, 200)).toHaveLength(5);
    expect(of(answers, 429)).toHaveLength(15);
    expectTryLater(of(answers, 429), 'too-many-requests');
    await placed(cloud, token);
  });

  it('of the plan, the rest fails with 429, and other tenants go on', async () => {
    const missing = '/v1/orders/ord_00000000000000000000000000';
    const other = await cloud.token('acme');
    const answers = await burst(10, () => get(missing, other));
    expect(of(answers, 404)).toHaveLength(3);
    expect(of(answers, 429)).toHaveLength(7);
    expectTryLater(of(answers, 429), 'too-many-requests');
    expect((await get(missing)).status).toBe(404);
  });
});

describe('a function', () => {
  it('that is throttled by its bulkhead fails the request with 503 and Retry-After', async () => {
    const answers = await burst(6, () => get('/v1/orders'));
    expect(of(answers, 200)).toHaveLength(2);
    expectTryLater(of(answers, 503), 'service-unavailable');
    await placed(cloud, token);
  });

  it('that is too slow fails the request with 504 at its timeout, and answers the next one', async () => {
    const hung = await cloud.call('GET', '/health?way=hangs');
    expectProblem(hung, 504, 'deadline-exceeded');
    expect((await cloud.call('GET', '/health')).status).toBe(200);
  });

  it.each([
    'throws',
    'rejects',
    'answers nonsense',
    'answers without a status',
    'answers a body that is no string',
    'kills its process',
  ])('that %s fails the request with 502 and gives nothing away', async (way) => {
    const answer = await cloud.call('GET', `/health?way=${encodeURIComponent(way)}`);
    expectProblem(answer, 502, 'internal-error');
    expect(answer.text).not.toContain('secret');
  });
});

describe('least privilege', () => {
  it('fails a call that the template does not grant, as AWS would', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { url: 'http://127.0.0.1:1/', events: ['*'] };
    const answer = await cloud.call('POST', '/v1/webhook-endpoints', { token, headers, body });
    expectProblem(answer, 500, 'internal-error');
    expect(cloud.engineCalls).toContainEqual(
      expect.objectContaining({
        functionName: 'penstock-load-createWebhookEndpoint',
        error: expect.stringContaining('AccessDenied'),
      }),
    );
  });
});

describe('a stage', () => {
  let other: TestCloud;
  beforeAll(async () => {
    other = await startCloud({
      template: (resources) => {
        each(resources, 'AWS::ApiGateway::UsagePlan', (properties) => {
          properties.Quota = { Limit: 2, Period: 'DAY' };
        });
        each(resources, 'AWS::Lambda::Function', ({ FunctionName, Environment }) => {
          if (FunctionName !== 'penstock-local-getHealth') return;
          Object.assign(Object(Environment).Variables, { RELEASE_VERSION: 'v'.repeat(65) });
        });
      },
    });
  });
  afterAll(() => other.close());

  it('fails with 429 over the quota of a plan', async () => {
    const call = { token: await other.token('globex') };
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await other.call('GET', '/v1/orders', call));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expectTryLater(of(answers, 429), 'quota-exceeded');
  });

  it('that checks answers fails with 500, and counts it, where a body does not fit the contract', async () => {
    expectProblem(await other.call('GET', '/health'), 500, 'internal-error');

    const [line] = other.lines.filter((text) => text.includes('AnswerFault'));
    expect(line).toContain('getHealth answered 200, which does not fit its schema: #/body/version');
    expect(other.lines.filter((text) => text.includes('"StatusClass":"5xx"'))).toHaveLength(1);
  });
});

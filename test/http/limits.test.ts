import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Answer } from 'penstock/testkit/http';
import type { Resource, Resources } from '../support/assembly.ts';
import { startCloud, type TestCloud, type TestCloudOptions } from '../support/cloud.ts';
import { expectProblem, place, placed } from '../support/orders.ts';

let cloud: TestCloud;
afterEach(() => cloud.close());

async function start(options: TestCloudOptions): Promise<string> {
  cloud = await startCloud({ stage: 'load', ...options });
  return cloud.token('globex');
}

const each = (resources: Resources, type: string, edit: (properties: Resource['Properties']) => void) => {
  for (const { Type, Properties } of Object.values(resources)) if (Type === type) edit(Properties);
};

async function burst(count: number, call: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, call));
}

const list = (token: string) => () => cloud.call('GET', '/v1/orders', { token });
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
    const token = await start({
      template: (resources) =>
        each(resources, 'AWS::ApiGateway::Stage', ({ MethodSettings }) => {
          for (const setting of MethodSettings as Record<string, unknown>[]) {
            if (setting.HttpMethod !== 'GET' || setting.ResourcePath !== '/~1v1~1orders') continue;
            Object.assign(setting, { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 5 });
          }
        }),
    });
    const answers = await burst(20, list(token));
    expect(of(answers, 200)).toHaveLength(5);
    expect(of(answers, 429)).toHaveLength(15);
    expectTryLater(of(answers, 429), 'too-many-requests');
    await placed(cloud, token);
  });

  it('of the plan, the rest fails with 429, and other tenants go on', async () => {
    const token = await start({
      template: (resources) =>
        each(resources, 'AWS::ApiGateway::UsagePlan', (properties) => {
          if (JSON.stringify(properties).includes('pro')) properties.Throttle = { RateLimit: 0.01, BurstLimit: 3 };
        }),
    });
    const answers = await burst(10, list(token));
    expect(of(answers, 200)).toHaveLength(3);
    expectTryLater(of(answers, 429), 'too-many-requests');
    expect((await list(await cloud.token('acme'))()).status).toBe(200);
  });

  it('of the quota, the rest fails with 429', async () => {
    const token = await start({
      template: (resources) =>
        each(resources, 'AWS::ApiGateway::UsagePlan', (properties) => {
          properties.Quota = { Limit: 2, Period: 'DAY' };
        }),
    });
    const answers = [await list(token)(), await list(token)(), await list(token)()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expectTryLater(of(answers, 429), 'quota-exceeded');
  });
});

describe('a function', () => {
  it('that is throttled by its bulkhead fails the request with 503 and Retry-After', async () => {
    const slow =
      'exports.handler = () => new Promise((done) => setTimeout(done, 300, { statusCode: 200, body: "{}" }));';
    const token = await start({
      handlers: { listOrders: slow },
      template: (resources) =>
        each(resources, 'AWS::Lambda::Function', (properties) => {
          if (properties.FunctionName === 'penstock-load-listOrders') properties.ReservedConcurrentExecutions = 2;
        }),
    });
    await cloud.call('GET', '/v1/orders/nonsense', { token });
    const answers = await burst(6, list(token));
    expect(of(answers, 200)).toHaveLength(2);
    expectTryLater(of(answers, 503), 'service-unavailable');
    await placed(cloud, token);
  });

  it('that is too slow fails the request with 504 at its timeout, and answers the next one', async () => {
    const token = await start({
      handlers: {
        getHealth:
          'exports.handler = (event) => event.queryStringParameters ? new Promise(() => {}) : ({ statusCode: 200, body: "{}" });',
      },
    });
    expect(token).toBeDefined();
    const hung = await cloud.call('GET', '/health?hang=1');
    expectProblem(hung, 504, 'deadline-exceeded');
    expect((await cloud.call('GET', '/health')).status).toBe(200);
  });

  it.each([
    ['throws', 'exports.handler = () => { throw new Error("secret of the house"); };'],
    ['rejects', 'exports.handler = async () => { throw new Error("secret of the house"); };'],
    ['answers nonsense', 'exports.handler = async () => "secret of the house";'],
    ['answers without a status', 'exports.handler = async () => ({ body: "secret of the house" });'],
    ['answers a body that is no string', 'exports.handler = async () => ({ statusCode: 200, body: { a: 1 } });'],
    ['kills its process', 'exports.handler = async () => process.exit(1);'],
  ])('that %s fails the request with 502 and gives nothing away', async (_, source) => {
    await start({ handlers: { getHealth: source } });
    const answer = await cloud.call('GET', '/health');
    expectProblem(answer, 502, 'internal-error');
    expect(answer.text).not.toContain('secret');
  });
});

describe('least privilege', () => {
  const withoutGrant = (resources: Resources) =>
    each(resources, 'AWS::IAM::Policy', (properties) => {
      const { Statement } = properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
      for (const statement of Statement) {
        if (JSON.stringify(statement.Action).includes('dynamodb:PutItem')) statement.Action = 'dynamodb:DescribeTable';
      }
    });

  it('fails a call that the template does not grant, as AWS would', async () => {
    const token = await start({ template: withoutGrant });
    expectProblem(await place(cloud, token, { headers: { 'idempotency-key': randomUUID() } }), 500, 'internal-error');
    expect(cloud.engineCalls).toContainEqual(
      expect.objectContaining({
        functionName: 'penstock-load-createOrder',
        action: 'dynamodb:PutItem',
        error: expect.stringContaining('AccessDenied'),
      }),
    );
  });
});

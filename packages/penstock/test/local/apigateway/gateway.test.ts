import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import type { Template } from '../fixtures/template.ts';

let small: SmallCloud;
beforeAll(async () => {
  small = await startSmallCloud();
});
afterAll(() => small.close());

const post = (headers: Record<string, string>, path = '/things/1', body?: string) =>
  small.fetch(path, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
const called = async (work: () => Promise<unknown>) => {
  const before = small.invocations.length;
  await work();
  return small.invocations.slice(before);
};

describe('the gateway', () => {
  it('answers an open method with what the function says', async () => {
    const response = await small.fetch('/open');

    expect(response.status).toBe(200);
    expect(await response.text()).toBe('open');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['an unknown path', '/nothing', 'GET'],
    ['an unknown method', '/open', 'DELETE'],
    ['HEAD where only GET is declared', '/open', 'HEAD'],
    ['an empty path parameter', '/things/', 'POST'],
    ['a path too long', '/things/1/2', 'POST'],
  ])('fails %s with MISSING_AUTHENTICATION_TOKEN', async (_, path, method) => {
    const response = await small.fetch(path, { method });

    expect(response.status).toBe(403);
    if (method !== 'HEAD') expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
  });

  it('fails a path with a broken percent encoding as a bad request', async () => {
    expect((await small.fetch('/things/%zz')).status).toBe(400);
  });

  it.each([
    ['no token', {}],
    ['an empty token', { authorization: '' }],
    ['a token of the wrong form', { authorization: 'Bearer UPPER' }],
  ])('fails %s with UNAUTHORIZED and asks no function', async (_, headers) => {
    const asked = await called(async () => {
      const response = await post(headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    });

    expect(asked).toEqual([]);
  });

  it('fills in a gateway response from the context and the request, leaving unknown variables empty', async () => {
    const response = await post({ 'x-echo': 'hello' });
    const id = response.headers.get('x-amzn-requestid');

    expect(await response.json()).toEqual({ id, unknown: '' });
    expect(response.headers.get('x-request')).toBe(id);
    expect(response.headers.get('x-echo')).toBe('hello');
  });

  it.each([
    ['the authorizer says Unauthorized', 'nobody', 401],
    ['its policy denies', 'denied', 403],
    ['it fails in another way', 'broken', 500],
    ['its tenant has no plan', 'stranger', 403],
  ])('fails when %s', async (_, name, status) => {
    expect((await post({ authorization: `Bearer ${name}`, 'idempotency-key': 'k' })).status).toBe(status);
  });

  it.each([
    ['missing', {}],
    ['blank', { 'idempotency-key': '  ' }],
  ])('fails a required header that is %s before the function is called', async (_, headers) => {
    const asked = await called(async () => {
      const response = await post({ authorization: 'Bearer acme', ...headers });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ message: 'Missing required request parameters: [Idempotency-Key]' });
    });

    expect(asked).not.toContain('Guarded');
  });

  it('asks the authorizer once for a token, also when its requests come at once', async () => {
    const asked = await called(() =>
      Promise.all(Array.from({ length: 8 }, () => post({ authorization: 'Bearer cached' }))),
    );

    expect(asked).toEqual(['Authorizer']);
  });

  it('gives the function the request as a proxy event', async () => {
    const response = await post(
      { authorization: 'Bearer acme', 'idempotency-key': 'k', 'X-Two': 'a', __proto__x: 'y' },
      '/things/a%20b?q=1&q=2&__proto__=p',
      '{"text":"é"}',
    );
    const event = (await response.json()) as Record<string, Record<string, unknown>>;

    expect(event).toMatchObject({
      resource: '/things/{id}',
      path: '/things/a%20b',
      httpMethod: 'POST',
      pathParameters: { id: 'a b' },
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      body: '{"text":"é"}',
      isBase64Encoded: false,
      stageVariables: null,
    });
    expect(Object.keys(event.queryStringParameters ?? {})).toContain('__proto__');
    expect(event.requestContext).toMatchObject({
      path: '/things/a%20b',
      stage: 'test',
      resourcePath: '/things/{id}',
      operationName: 'guarded',
      requestId: response.headers.get('x-amzn-requestid'),
      authorizer: { tenant: 'acme', number: '1', principalId: 'acme' },
      identity: { sourceIp: '127.0.0.1', apiKey: 'usage-key-of-tenant-acme' },
    });
    expect(event.headers).toMatchObject({ 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-Proto': 'http' });
    expect(Object.keys(event.headers ?? {}).map((name) => name.toLowerCase())).not.toContain('connection');
  });

  it('writes the access log in the format of the stage, with - for what is unknown', async () => {
    await small.fetch('/open');

    expect(small.lines).toContain('GET /open 200 -');
  });
});

describe('limits of the gateway', () => {
  const properties = (template: Template, name: string) => template.Resources[name]?.Properties ?? {};

  it('fails what is over the method throttle with 429', async () => {
    const limited = await startSmallCloud({
      edit: (template) => {
        properties(template, 'Stage').MethodSettings = [
          { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 0.001, ThrottlingBurstLimit: 2 },
        ];
      },
    });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await limited.fetch('/open')).status);
    await limited.close();

    expect(statuses).toEqual([200, 200, 429]);
  });

  it('fails what is over the plan of a tenant with 429, and does not count it to the quota', async () => {
    const limited = await startSmallCloud({
      edit: (template) => {
        Object.assign(properties(template, 'Plan'), {
          Throttle: { RateLimit: 0.001, BurstLimit: 3 },
          Quota: { Limit: 2, Period: 'DAY' },
        });
      },
    });
    const answers = [];
    for (let i = 0; i < 4; i++) {
      const init = { method: 'POST', headers: { authorization: 'Bearer acme', 'idempotency-key': 'k' } };
      const response = await limited.fetch('/things/1', init);
      answers.push([response.status, response.status === 200 ? '' : await response.text()]);
    }
    await limited.close();

    expect(answers).toEqual([
      [200, ''],
      [200, ''],
      [429, '{"message":"Limit Exceeded"}'],
      [429, '{"message":"Too Many Requests"}'],
    ]);
  });

  it('fails a method whose function does not permit the gateway, and one whose authorizer does not', async () => {
    const unpermitted = await startSmallCloud({
      edit: (template) => {
        delete template.Resources.OpenPermission;
        delete template.Resources.AuthorizerPermission;
      },
    });
    const open = await unpermitted.fetch('/open');
    const init = { method: 'POST', headers: { authorization: 'Bearer acme', 'idempotency-key': 'k' } };
    const guarded = await unpermitted.fetch('/things/1', init);
    await unpermitted.close();

    expect([open.status, guarded.status]).toEqual([500, 500]);
  });

  it.each<[string, object, number]>([
    ['of this account', { SourceAccount: '000000000000' }, 200],
    ['of another account', { SourceAccount: '111111111111' }, 500],
    ['for another method', { SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:*/test/POST/open' }, 500],
    ['whose wildcard ends a component early', { SourceArn: 'arn:aws:execute-api:*/test/GET/open' }, 500],
    ['for every method of the stage', { SourceArn: 'arn:aws:execute-api:eu-west-1:000000000000:*/test/*/*' }, 200],
    ['of another service', { Principal: 'events.amazonaws.com' }, 500],
    ['without a source', { SourceArn: undefined }, 200],
  ])('asks the whole permission of the function: one %s', async (_, properties, status) => {
    const small = await startSmallCloud({
      edit: ({ Resources }) => void Object.assign(Resources.OpenPermission?.Properties ?? {}, properties),
    });
    const open = await small.fetch('/open');
    await small.close();

    expect(open.status).toBe(status);
  });
});

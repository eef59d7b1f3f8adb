import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withBackbone } from './fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';

describe('the control paths of the local cloud', () => {
  let small: SmallCloud;
  beforeAll(async () => {
    const idle = 'exports.handler = async () => {};';
    small = await startSmallCloud({
      edit: (template) => {
        withBackbone(template);
        // What one stack writes to Systems Manager another takes as a parameter.
        const { Resources } = template;
        Object.assign(Resources, {
          Stream: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: '/things/stream', Type: 'String', Value: { 'Fn::GetAtt': ['Table', 'StreamArn'] } },
          },
        });
        template.Parameters = { StreamArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/things/stream' } };
        Object.assign(Resources.StreamMapping?.Properties ?? {}, { EventSourceArn: { Ref: 'StreamArn' } });
      },
      handlers: { Worker: idle, Relay: idle },
    });
  });
  afterAll(() => small.close());

  it('tell commands where AWS is, and the file that says as whom to call it', async () => {
    const { accessFile, ...answer } = (await (await small.fetch('/_local')).json()) as { accessFile: string };
    const { endpoint, region } = small.cloud.access;

    expect(answer).toEqual({ endpoint, region });
    expect(JSON.parse(await readFile(accessFile, 'utf8'))).toEqual(small.cloud.access);
    expect((await stat(accessFile)).mode & 0o777).toBe(0o600);
  });

  it('show a browser a page, which loads nothing from elsewhere', async () => {
    const page = await small.fetch('/_local', { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
    const html = await page.text();
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, url]) => String(url))
      .filter((url) => url !== 'data:,');

    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(parts).toEqual(['/_local/page.css', '/_local/page.js']);
    for (const part of parts) expect((await small.fetch(part)).status).toBe(200);
  });

  it('give programs JSON as ever, whether they ask for it or for anything', async () => {
    for (const accept of ['application/json', '*/*']) {
      const answer = await small.fetch('/_local', { headers: { accept } });
      expect(answer.headers.get('content-type')).toBe('application/json');
    }
  });

  it('say how the stage is: what was invoked, what failed, what is in queues', async () => {
    await small.fetch('/open');
    await small.fetch('/things/1', { method: 'POST', headers: { authorization: 'Bearer broken' } });
    const overview = (await (await small.fetch('/_local/overview')).json()) as {
      readonly routes: readonly object[];
      readonly functions: readonly Record<string, unknown>[];
      readonly queues: readonly object[];
    };
    const fn = (name: string) => overview.functions.find((one) => one.name === name);

    expect(overview).toMatchObject({ stage: 'test', region: 'eu-west-1', faults: { plan: {} }, events: [] });
    expect(overview.routes).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/open', functionName: 'Open' }),
    );
    expect(fn('Open')).toMatchObject({ processes: 1, invocations: 1, failures: 0 });
    expect(fn('Authorizer')).toMatchObject({ failures: 1, lastError: { message: 'Error: no such table' } });
    expect(overview.queues).toContainEqual({ name: 'work', visible: 0, inFlight: 0, delayed: 0, deadLettersOf: [] });
  });

  it('inject faults, and take them away', async () => {
    const put = await small.fetch('/_local/faults', { method: 'PUT', body: '{"throttle":1,"seed":2}' });
    const before = small.cloud.faults.of('Worker').throttled();
    await small.fetch('/_local/faults', { method: 'DELETE' });

    expect([put.status, before, small.cloud.faults.of('Worker').throttled()]).toEqual([200, true, false]);
  });

  it.each([
    ['PUT', '/_local/faults', '{"throttle":2}', 400, 'throttle is a chance from 0 to 1, received 2.'],
    ['PUT', '/_local/faults', '[]', 400, 'The faults are a JSON object.'],
    [
      'PUT',
      '/_local/faults',
      '{"crash":1,"functions":["Wroker"]}',
      400,
      'There is no function or rule Wroker; there are Open, Guarded, Authorizer, Worker, Relay, work.',
    ],
    ['GET', '/_local/provider/faults', undefined, 404, 'There is no GET /_local/provider/faults.'],
    ['POST', '/_local/faults', '{}', 404, 'There is no POST /_local/faults.'],
  ])('fail for %s %s %s', async (method, path, body, status, error) => {
    const reply = await small.fetch(path, body === undefined ? { method } : { method, body });

    expect([reply.status, await reply.json()]).toEqual([status, { error }]);
  });
});

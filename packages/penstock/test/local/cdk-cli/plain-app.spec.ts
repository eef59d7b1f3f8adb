import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../../../local/cloud.ts';
import type { OperatorAccess } from '../../../local/control.ts';
import { eventually } from '../fixtures/eventually.ts';
import { type PlainApp, plainApp } from './plain-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-plain-app-'));
const lines: string[] = [];
let cloud: LocalCloud;
let app: PlainApp;
let sdk: ReturnType<typeof clientConfig>;
beforeAll(async () => {
  cloud = await startLocalCloud({ region: 'eu-west-1', log: (line) => lines.push(line) });
  sdk = clientConfig(cloud.access);
  app = await plainApp(cloud.access, folder);
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const clientConfig = ({ endpoint, region, accessKeyId, secretAccessKey }: OperatorAccess) => ({
  endpoint,
  region,
  credentials: { accessKeyId, secretAccessKey },
});
const deploy = ['deploy', '--require-approval', 'never', '--progress', 'events'];
const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${cloud.url}${path}`, init);
  return { status: response.status, body: await response.text(), headers: response.headers };
};
const post = (path: string, body: unknown) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const tableOf = (logicalId: string) => {
  const found = cloud.plan.tables.find(({ name }) => name.startsWith(`PlainStack-${logicalId}`));
  return String(found?.name);
};
const audited = async (): Promise<readonly string[]> => {
  const { Items = [] } = await new DynamoDBClient(sdk).send(new ScanCommand({ TableName: tableOf('Audit') }));
  return Items.map(({ id }) => String(id?.S));
};

/** In the order of a day's work: each case goes on from the one before. */
describe('an app of cdk init, deployed by the CDK CLI as it is', () => {
  it('deploys', async () => {
    await app.synth();
    const { status, output } = await app.run(...deploy);

    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('✅  PlainStack') });
    expect(output).toMatch(
      /PlainStack\.ApiEndpoint\w+ = https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/live\//,
    );
  });

  it('differs in nothing then', async () => {
    expect((await app.run('diff')).output).toContain('Number of stacks with differences: 0');
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['a mock', '/health', {}, 200, '{"status":"ok","stage":"live"}'],
    ['a greedy path', '/files/a/b%20c', { method: 'DELETE' }, 200, '"pathParameters":{"proxy":"a/b c"}'],
    ['variables of the stage', '/files/a', {}, 200, '"stageVariables":{"tone":"dry"}'],
    [
      'binary content',
      '/files/a',
      { method: 'PUT', body: 'x', headers: { 'content-type': 'image/png' } },
      200,
      '"isBase64Encoded":true',
    ],
    ['an unknown path', '/nothing', {}, 403, '{"message":"Missing Authentication Token"}'],
    ['no token', '/mine', {}, 401, '{"message":"Unauthorized"}'],
    [
      'a token that is denied',
      '/mine',
      { headers: { authorization: 'shut' } },
      403,
      'User is not authorized to access this resource',
    ],
    [
      'a token that is allowed',
      '/mine',
      { headers: { authorization: 'open' } },
      200,
      '"type":"TOKEN","principalId":"open"',
    ],
    ['a request that is allowed', '/ours?key=open', {}, 200, '"type":"REQUEST","principalId":"open"'],
    ['a request without its identity', '/ours', {}, 401, '{"message":"Unauthorized"}'],
    ['no API key', '/metered', {}, 403, '{"message":"Forbidden"}'],
    [
      'an API key',
      '/metered',
      { headers: { 'x-api-key': 'a-key-of-twenty-characters' } },
      200,
      '"resource":"/metered"',
    ],
  ])('answers %s', async (_, path, init, status, body) => {
    expect(await ask(path, init)).toMatchObject({ status, body: expect.stringContaining(body) });
  });

  it('answers a preflight, and pages of the origin that it names', async () => {
    const from = (Origin: string) => ({
      headers: { Origin, 'Access-Control-Request-Method': 'POST' },
      method: 'OPTIONS',
    });
    const [own, foreign] = [
      await ask('/notes', from('https://notes.example')),
      await ask('/notes', from('https://x.example')),
    ];

    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([204, 'https://notes.example']);
    expect(foreign.status).toBe(403);
  });

  it('refuses a body that does not fit its model, and takes a note that goes through queue and stream', async () => {
    const refused = await post('/notes', { text: '' });
    const taken = await post('/notes', { text: 'a' });
    const { id } = JSON.parse(taken.body);

    expect([refused.status, refused.body, taken.status]).toEqual([400, '{"message":"Invalid request body"}', 201]);
    await eventually(
      async () => (await ask('/notes')).body,
      (body) => body === JSON.stringify([id]),
    );
    expect(JSON.parse((await ask(`/notes/${id}`)).body)).toEqual({ id, state: 'done', text: 'a' });
    await eventually(audited, (ids) => ids.includes(`${id} INSERT taken`) && ids.includes(`${id} MODIFY done`));
  });

  it('hears an event on the default bus, in a function and in a queue', async () => {
    const entry = { Source: 'plain.notes', DetailType: 'NoteTaken', Detail: '{"text":"b"}' };
    await new EventBridgeClient(sdk).send(new PutEventsCommand({ Entries: [entry] }));

    await eventually(
      () => lines,
      (all) => all.some((line) => line.includes('heard plain.notes {"text":"b"}')),
    );
    await eventually(
      () => lines,
      (all) => all.some((line) => /from the bus .*"text":"b"/.test(line)),
    );
  });

  it('has a changed handler after the next deployment, and what it stored', async () => {
    app.edit('lambda/notes.ts', (source) =>
      source.replace("message: 'no such note'", "message: 'nothing of that name'"),
    );
    await app.synth();
    const { status, output } = await app.run(...deploy);

    expect(status).toBe(0);
    expect(output).toMatch(/UPDATE_COMPLETE +\| AWS::Lambda::Function +\| NotesFunction/);
    expect([(await ask('/notes/none')).body, JSON.parse((await ask('/notes')).body).length]).toEqual([
      '{"message":"nothing of that name"}',
      1,
    ]);
  });

  it('is told the name of what the local cloud does not understand, and what to do', async () => {
    app.edit('lib/plain-stack.ts', (source) =>
      source.replace(
        'this.#rules();',
        "this.#rules();\n    new cdk.CfnResource(this, 'Other', { type: 'AWS::SNS::Topic' });",
      ),
    );
    await app.synth();
    const { status, output } = await app.run(...deploy);

    expect(status).toBe(1);
    expect(output).toContain('does not understand this resource type. Leave it out of what runs here');
    expect(output).toMatch(/UPDATE_ROLLBACK_COMPLET/);
    expect((await ask('/health')).status).toBe(200);
  });

  it('leaves nothing when it is destroyed', async () => {
    const TableName = tableOf('Notes');
    const { status, output } = await app.run('destroy', '--force');
    const scanned = new DynamoDBClient(sdk).send(new ScanCommand({ TableName }));

    await expect(scanned).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('PlainStack: destroyed') });
    expect(cloud.plan).toMatchObject({ functions: [], tables: [], backbone: { queues: [], buses: [], mappings: [] } });
    expect(cloud.plan.api).toBeUndefined();
  });
});

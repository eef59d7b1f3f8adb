import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { APIGatewayClient, CreateApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JsonObject, list, object, parseJson } from '../../../local/json.ts';
import type { LocalRegions } from '../../../local/regions/all-regions.ts';
import { startLocalRegions } from '../../../local/regions/start.ts';
import { type Region, regionAssembly, regions } from './region-assembly.ts';

const key = { pk: { S: 'a' } };
const item = (n: number) => ({ TableName: 'things', Item: { ...key, n: { N: String(n) } } });
const all = { regions: regions.map((region) => expect.objectContaining({ region, isRunning: true })) };

describe('a stage in three regions', () => {
  let assembly: string;
  let stage: LocalRegions;
  const began: string[] = [];
  const invoked: string[] = [];
  beforeAll(async () => {
    // In one region the function may not write.
    assembly = await regionAssembly((template, region) => {
      if (region !== 'eu-central-1') return;
      const text = JSON.stringify(template.Resources.OpenRole).replaceAll('dynamodb:PutItem', 'dynamodb:DeleteItem');
      template.Resources.OpenRole = JSON.parse(text);
    });
    stage = await startLocalRegions({
      assembly,
      started: ({ access }) => began.push(access.region),
    });
    stage.onInvocation(({ functionName }) => invoked.push(functionName));
  });
  afterAll(async () => {
    await stage.close();
    await rm(assembly, { recursive: true });
  });

  const urlOf = (region: Region) => stage.regions.find((one) => one.region === region)?.url ?? '';
  const call = async (region: Region, operation?: string, input: JsonObject = {}, signedFor: Region = region) => {
    const asked = { operation: operation ?? '', input: JSON.stringify(input), region: signedFor };
    const query = operation === undefined ? '' : `?${new URLSearchParams(asked)}`;
    const response = await fetch(`${urlOf(region)}/open${query}`);
    return { status: response.status, body: await response.text() };
  };
  const get = async (region: Region) =>
    parseJson((await call(region, 'GetItem', { TableName: 'things', Key: key })).body);
  const control = async (region: Region, method = 'GET', change?: JsonObject) => {
    const body = change === undefined ? {} : { body: JSON.stringify(change) };
    const response = await fetch(`${urlOf(region)}/_local/regions`, { method, ...body });
    return { status: response.status, body: parseJson(await response.text()) };
  };

  it('begins with processes in the first region alone', async () => {
    const processes = regions.map(async (region) => {
      const { functions } = object(await (await fetch(`${urlOf(region)}/_local/overview`)).json());
      return list(functions).reduce((sum: number, fn) => sum + Number(object(fn).processes), 0);
    });

    expect(await Promise.all(processes)).toEqual([3, 0, 0]);
  });

  it.each(regions)('answers in %s, whose functions are told their region', async (region) => {
    expect(await call(region)).toEqual({ status: 200, body: region });
  });

  it('has the first region for its own, and hears of all', () => {
    expect(stage).toMatchObject({ url: urlOf('eu-west-1'), plan: { api: { region: 'eu-west-1' } } });
    expect(began.toSorted()).toEqual([...regions].toSorted());
    expect(invoked.length).toBeGreaterThanOrEqual(regions.length);
  });

  it('has one table everywhere', async () => {
    await call('eu-west-2', 'PutItem', item(1));

    for (const region of regions) expect(await get(region)).toMatchObject({ Item: { n: { N: '1' } } });
  });

  it('grants in each region what its template does', async () => {
    const denied = await call('eu-central-1', 'PutItem', item(2));

    expect(denied.status).toBe(400);
    expect(denied.body).toMatch(/AccessDenied.*arn:aws:dynamodb:eu-central-1:000000000000:table\/things/);
  });

  it('takes a request that is signed for another region there, as its caller may', async () => {
    const read = { TableName: 'things', Key: key };
    const found = await call('eu-west-1', 'GetItem', read, 'eu-west-2');
    const denied = await call('eu-west-1', 'PutItem', item(2), 'eu-west-2');
    await control('eu-west-1', 'PATCH', { stop: ['eu-west-2'] });
    const lost = await call('eu-west-1', 'GetItem', read, 'eu-west-2');
    await control('eu-west-1', 'PATCH', { start: ['eu-west-2'] });

    expect(found).toMatchObject({ status: 200, body: expect.stringContaining('"n"') });
    expect(denied.body).toMatch(/AccessDenied.*arn:aws:dynamodb:eu-west-2:000000000000:table\/things/);
    expect(lost).toMatchObject({ status: 503, body: expect.stringContaining('ServiceUnavailable') });
    expect((await call('eu-west-1', 'GetItem', read, 'eu-west-2')).status).toBe(200);
  });

  it('has one value of a replicated secret, each copy with the ARN of its region', async () => {
    const read = regions.map(async (region) => {
      const { body } = await call(region, 'secretsmanager.GetSecretValue', { SecretId: 'shared' });
      return parseJson(body) as { ARN: string; SecretString: string };
    });
    const copies = await Promise.all(read);

    expect(new Set(copies.map(({ SecretString }) => SecretString)).size).toBe(1);
    expect(copies.map(({ ARN }) => ARN.split(':')[3])).toEqual([...regions]);
  });

  it('has one issuer of tokens', async () => {
    const keys = regions.map(async (region) => (await fetch(`${urlOf(region)}/.well-known/jwks.json`)).text());

    expect(new Set(await Promise.all(keys)).size).toBe(1);
  });

  it('lets a tenant into each region that it is added in, by the endpoint of the first', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = stage.access;
    const credentials = { accessKeyId, secretAccessKey };
    const clientOf = (region: Region) => new APIGatewayClient({ endpoint, region, credentials, maxAttempts: 1 });
    const key = { value: 'x'.repeat(20), tags: { 'penstock:tenant': 'hooli' } };
    await clientOf('eu-west-2').send(new CreateApiKeyCommand(key));
    const statusIn = async (region: Region) => {
      const client = { client_id: 'hooli', client_secret: 'local' };
      const body = new URLSearchParams({ grant_type: 'client_credentials', ...client });
      return (await fetch(`${urlOf(region)}/oauth2/token`, { method: 'POST', body })).status;
    };
    const running = await Promise.all(regions.map(statusIn));
    await control('eu-west-1', 'PATCH', { stop: ['eu-west-2'] });
    const whileStopped = await statusIn('eu-west-2');
    await expect(clientOf('eu-west-2').send(new CreateApiKeyCommand({}))).rejects.toThrow('The Region is stopped.');
    await control('eu-west-1', 'PATCH', { start: ['eu-west-2'] });

    expect(running).toEqual([401, 200, 401]);
    expect([whileStopped, await statusIn('eu-west-2')]).toEqual([200, 200]);
  });

  it('goes on without a region that is stopped, which has all when it is back', async () => {
    const stopped = await control('eu-west-1', 'PATCH', { stop: ['eu-west-1'] });
    const lost = await fetch(`${urlOf('eu-west-1')}/open`).catch((error: Error) => error);
    const tokens = await fetch(`${urlOf('eu-west-1')}/.well-known/jwks.json`);
    await call('eu-west-2', 'PutItem', item(3));
    const back = await control('eu-west-1', 'PATCH', { start: ['eu-west-1'] });

    expect(stopped.body).toMatchObject({
      regions: [{ region: 'eu-west-1', isRunning: false }, { isRunning: true }, { isRunning: true }],
    });
    expect(lost).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
    expect(tokens.status).toBe(200);
    expect(back.body).toMatchObject(all);
    expect(await get('eu-west-1')).toMatchObject({ Item: { n: { N: '3' } } });
    expect(began.filter((region) => region === 'eu-west-1')).toHaveLength(2);
  });

  it('has one address and one key for SDKs, whichever region is stopped or was', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = stage.access;
    const sdk = { endpoint, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
    const read = (region: Region) =>
      new DynamoDBClient({ ...sdk, region }).send(new GetItemCommand({ TableName: 'things', Key: key }));
    await control('eu-west-1', 'PATCH', { stop: ['eu-west-1'] });
    await expect(read('eu-west-1')).rejects.toThrow('The Region is stopped.');
    const meanwhile = await read('eu-west-2');
    await control('eu-west-1', 'PATCH', { stop: ['eu-west-2', 'eu-central-1'] });
    await expect(read('eu-central-1')).rejects.toThrow('The Region is stopped.');
    await control('eu-west-1', 'DELETE');

    expect(meanwhile.Item?.pk).toEqual(key.pk);
    for (const region of regions) expect((await read(region)).Item?.pk).toEqual(key.pk);
    expect(stage.access).toMatchObject({ endpoint, accessKeyId, secretAccessKey });
  });

  it('cannot write in a region that is alone', async () => {
    await control('eu-west-2', 'PATCH', { stop: ['eu-west-1', 'eu-central-1'] });
    const alone = await call('eu-west-2', 'PutItem', item(4));
    const cleared = await control('eu-west-1', 'DELETE');

    expect(alone).toMatchObject({ status: 500, body: expect.stringMatching(/InternalServerError/) });
    expect(cleared.body).toMatchObject(all);
    expect((await call('eu-west-2', 'PutItem', item(4))).status).toBe(200);
  });

  it('takes another lag, until all is as it was', async () => {
    const usual = await control('eu-west-1');
    const changed = await control('eu-west-2', 'PATCH', { lagMs: 2000 });
    const cleared = await control('eu-west-2', 'DELETE');

    expect(usual.body).toMatchObject({ lagMs: 500 });
    expect(changed.body).toMatchObject({ lagMs: 2000 });
    expect(cleared).toEqual(usual);
  });

  it('is steered by npm run faults, by the port of any region', async () => {
    const port = (region: Region) => new URL(urlOf(region)).port;
    const stopped = await faults('--port', port('eu-west-1'), '--stop-region', 'eu-west-1', '--replication-lag', '900');
    const unknown = await faults('--port', port('eu-west-2'), '--start-region', 'us-east-1');
    const cleared = await faults('--port', port('eu-west-1'), '--clear');

    expect(stopped).toBe(
      'Pollers and bus: stopped with their region\nRegions: eu-west-1 stopped, eu-west-2, eu-central-1; replication lag 900 ms\n',
    );
    expect(unknown).toBe('There is no region us-east-1; there are eu-west-1, eu-west-2, eu-central-1.\n');
    expect(cleared).toBe(
      'Pollers and bus: no faults\nRegions: eu-west-1, eu-west-2, eu-central-1; replication lag 500 ms\n',
    );
  });

  it.each([
    [{ stop: ['us-east-1'] }, 'There is no region us-east-1; there are eu-west-1, eu-west-2, eu-central-1.'],
    [{ lagMs: -1 }, 'lagMs is 0 or more, received -1.'],
    [{ halt: [] }, 'halt is none of stop, start, lagMs.'],
  ])('fails to change %j', async (change, error) => {
    expect(await control('eu-west-1', 'PATCH', change)).toEqual({ status: 400, body: { error } });
  });

  it('deploys another assembly in every region, one that is stopped when it starts', async () => {
    await control('eu-west-2', 'PATCH', { stop: ['eu-central-1'] });
    const next = await regionAssembly(({ Outputs }) => {
      Outputs.TokenAudience = { Value: 'others' };
    });
    await stage.deploy(next);
    await control('eu-west-2', 'PATCH', { start: ['eu-central-1'] });

    for (const region of regions) expect((await call(region, 'PutItem', item(5))).status).toBe(200);
    expect(stage.plan.identity?.audience).toBe('others');
    await stage.deploy(assembly);
    await rm(next, { recursive: true });
  });

  it('fails to deploy a stage of other regions, and to change anything then', async () => {
    const next = await regionAssembly(({ Resources, Outputs }, region) => {
      Outputs.TokenAudience = { Value: 'others' };
      if (region === 'eu-central-1') for (const name of Object.keys(Resources)) delete Resources[name];
    });

    await expect(stage.deploy(next)).rejects.toThrow(
      'The stage has the regions eu-west-1, eu-west-2, and was started with',
    );
    await rm(next, { recursive: true });
    expect(stage.plan.identity?.audience).toBe('things-api');
  });

  it('gives every region back what it had where one cannot have what is next', async () => {
    const next = await regionAssembly(({ Resources, Outputs }, region) => {
      Outputs.TokenAudience = { Value: 'others' };
      if (region === 'eu-central-1') Object.assign(Resources.Open?.Properties ?? {}, { Timeout: 0 });
    });

    await expect(stage.deploy(next)).rejects.toThrow(/Timeout/);
    await rm(next, { recursive: true });
    expect(stage.plan.identity?.audience).toBe('things-api');
  });

  it('gives a function other code in every region', async () => {
    const { code } = stage.plan.functions.find(({ name }) => name === 'Guarded') ?? {};
    const error = await stage.replaceCode('Open', String(code));

    expect(error).toBeUndefined();
    for (const region of regions) expect((await call(region)).status).toBe(502);
  });
});

/** What the command prints. */
function faults(...args: string[]): Promise<string> {
  const file = join(import.meta.dirname, '../../../local/faults/main.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], (_, out, said) => resolve(out + said));
  });
}

describe('an engine that cannot have replicas', () => {
  it('fails the start', async () => {
    const assembly = await regionAssembly();
    const dynamodbEndpoint = 'http://127.0.0.1:8000';
    const starting = startLocalRegions({ assembly, dynamodbEndpoint });

    await expect(starting).rejects.toThrow(
      'A stage of several regions has its tables in the embedded engine, received DYNAMODB_ENDPOINT http://127.0.0.1:8000.',
    );
    await rm(assembly, { recursive: true });
  });
});

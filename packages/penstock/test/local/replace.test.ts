import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APIGatewayClient, CreateApiKeyCommand, DeleteApiKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createCodeInstaller } from '../../local/watch/code.ts';
import { type SmallAssembly, smallAssembly } from './fixtures/assembly.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';
import { eventually } from './fixtures/eventually.ts';
import type { Template } from './fixtures/template.ts';

let small: SmallCloud | undefined;
afterEach(async () => {
  await small?.close();
  small = undefined;
});

/** With functions that start at once, as `npm start` has them: what does not load is found before anything changes. */
const start = (assembly?: SmallAssembly) => startSmallCloud(assembly, { startsLate: false });

const answering = (body: string, waitMs = 0) => `exports.handler = async () => {
  await new Promise((done) => setTimeout(done, ${waitMs}));
  return { statusCode: 200, body: ${JSON.stringify(body)} };
};`;

/** Answers with the status of a write to the table. */
const writing = `exports.handler = async () => {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID } = process.env;
  const { status } = await fetch(AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=' + AWS_ACCESS_KEY_ID + '/20260101/eu-west-1/dynamodb/aws4_request',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
    },
    body: JSON.stringify({ TableName: 'things', Item: { pk: { S: '1' } } }),
  });
  return { statusCode: status, body: '' };
};`;

/** Puts a firewall that lets nobody through before the stage. */
function blocked({ Resources }: Template): void {
  const stage = ['arn:aws:apigateway:eu-west-1::/restapis/', { Ref: 'Api' }, '/stages/', { Ref: 'Stage' }];
  Resources.Acl = {
    Type: 'AWS::WAFv2::WebACL',
    Properties: { Scope: 'REGIONAL', DefaultAction: { Block: {} }, Rules: [] },
  };
  Resources.Before = {
    Type: 'AWS::WAFv2::WebACLAssociation',
    Properties: { ResourceArn: { 'Fn::Join': ['', stage] }, WebACLArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
  };
}

async function folderWith(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-code-'));
  await writeFile(join(folder, 'index.cjs'), source);
  return folder;
}

const textOf = async (response: Promise<Response>) => (await response).text();

describe('a function that gets other code', () => {
  it('answers new requests with it, and ends those in flight with the old one', async () => {
    const running = await start({ handlers: { Open: answering('old', 300) } });
    small = running;
    const inFlight = textOf(running.fetch('/open'));
    await eventually(
      () => running.invocations.length,
      (count) => count === 1,
    );

    const error = await running.cloud.replaceCode('Open', await folderWith(answering('new')));

    expect(error).toBeUndefined();
    expect(await textOf(running.fetch('/open'))).toBe('new');
    expect(await inFlight).toBe('old');
  });

  it('keeps what it has where the handler does not load', async () => {
    small = await start({ handlers: { Open: answering('old') } });

    const error = await small.cloud.replaceCode('Open', await folderWith("throw new TypeError('at load');"));

    expect(error).toMatchObject({ errorType: 'TypeError', errorMessage: 'at load' });
    expect(await textOf(small.fetch('/open'))).toBe('old');
  });

  it('takes it from the assembly too once it has loaded, and not before', async () => {
    small = await start({ handlers: { Open: answering('old') } });
    const { plan } = small.cloud;
    const fn = plan.functions.find(({ name }) => name === 'Open');
    if (fn === undefined) throw new Error('there is no function Open');
    const installer = createCodeInstaller(small.cloud, join(fn.code, '..'));
    const inAssembly = () => readFile(join(fn.code, 'index.cjs'), 'utf8');

    expect(await installer.install(fn, Buffer.from('throw 1;'))).toBeDefined();
    expect(await inAssembly()).toBe(answering('old'));
    for (const body of ['one', 'two', 'three']) {
      expect(await installer.install(fn, Buffer.from(answering(body)))).toBeUndefined();
      expect(await textOf(small.fetch('/open'))).toBe(body);
    }
    expect(await inAssembly()).toBe(answering('three'));
  });
});

describe('a cloud to which another assembly is deployed', () => {
  const assemblyAnswering = (source: string) => smallAssembly({ handlers: { Open: source } });

  it('ends what is in flight with the old code, and answers later requests with the new', async () => {
    const running = await start({ handlers: { Open: answering('first', 300) } });
    small = running;
    const inFlight = textOf(running.fetch('/open'));
    await eventually(
      () => running.invocations.length,
      (count) => count === 1,
    );

    await running.cloud.deploy(await withKey(await assemblyAnswering(answering('second'))));

    expect(await textOf(running.fetch('/open'))).toBe('second');
    expect(await inFlight).toBe('first');
  });

  it('has the firewall before its stage that is deployed, and none any more', async () => {
    small = await start();
    const statusWith = async (edit: (template: Template) => void) => {
      await small?.cloud.deploy(await smallAssembly({ edit }));
      return (await small?.fetch('/open'))?.status;
    };

    expect(await statusWith(blocked)).toBe(403);
    expect(await statusWith(() => {})).toBe(200);
  });

  it('lets functions do what their new roles allow', async () => {
    small = await start({ handlers: { Open: writing } });
    const before = await small.fetch('/open');
    const edit = ({ Resources }: Template) => {
      const text = JSON.stringify(Resources.OpenRole).replace('dynamodb:PutItem', 'dynamodb:GetItem');
      Resources.OpenRole = JSON.parse(text);
    };
    await small.cloud.deploy(await smallAssembly({ edit, handlers: { Open: writing } }));

    expect([before.status, (await small.fetch('/open')).status]).toEqual([200, 400]);
  });

  it('keeps the tenants that came meanwhile, and those that it does not change away that went', async () => {
    small = await start();
    const { cloud, fetch } = small;
    const { endpoint, region, accessKeyId, secretAccessKey } = cloud.access;
    const client = new APIGatewayClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    await client.send(new CreateApiKeyCommand({ value: 'x'.repeat(20), tags: { 'penstock:tenant': 'hooli' } }));
    await client.send(new DeleteApiKeyCommand({ apiKey: cloud.plan.api?.keys[0]?.id }));
    const statusOf = async (tenant: string) => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: tenant,
        client_secret: 'local',
      });
      return (await fetch('/oauth2/token', { method: 'POST', body })).status;
    };
    const before = [await statusOf('hooli'), await statusOf('acme')];
    await cloud.deploy(await smallAssembly({ edit: blocked }));
    client.destroy();

    expect(before).toEqual([200, 401]);
    expect([await statusOf('hooli'), await statusOf('acme')]).toEqual(before);
  });

  it('runs on as it was where the next does not start', async () => {
    small = await start({ handlers: { Open: answering('good') } });
    const bad = await withKey(await assemblyAnswering('throw 1;'));

    await expect(small.cloud.deploy(bad)).rejects.toThrow(/do not load[\s\S]*Open/);
    expect(await textOf(small.fetch('/open'))).toBe('good');
  });
});

/** Gives the asset of Open another key, as other code has. */
async function withKey(assembly: string): Promise<string> {
  for (const name of ['small.template.json', 'small.assets.json']) {
    const file = join(assembly, name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('Open.zip', 'Open-2.zip'));
  }
  return assembly;
}

import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { createAssetStore } from '../../../local/control-plane/asset-store.ts';
import { patched } from '../../../local/control-plane/cloud-control.ts';
import { accountSettings, createLambdaControl } from '../../../local/control-plane/lambda.ts';
import { createRecentLogs } from '../../../local/control-plane/logs.ts';
import { createS3Service } from '../../../local/control-plane/s3.ts';
import { type ControlService, mayEverything } from '../../../local/control-plane/service.ts';
import { createSsmService } from '../../../local/control-plane/ssm.ts';
import { createStsService } from '../../../local/control-plane/sts.ts';
import { unzip } from '../../../local/control-plane/zip.ts';
import { testRegion } from '../provisioning/region.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-control-plane-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An archive of one entry, as its sizes say. */
function zipOf(name: string, content: string, method: 0 | 8 | 99 = 8): Buffer {
  const [data, plain] = [method === 8 ? deflateRawSync(content) : Buffer.from(content), Buffer.from(content)];
  const bytes = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(bytes.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(plain.length, 24);
  entry.writeUInt16LE(bytes.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + bytes.length + data.length, 16);
  return Buffer.concat([local, bytes, data, entry, bytes, end]);
}

async function send(service: ControlService, method: string, target: string, body: string | Buffer = '') {
  const { pathname: path, searchParams: query } = new URL(target, 'http://localhost');
  const answer = await service.answer(
    {
      method,
      path,
      query,
      headers: {},
      body: Buffer.from(body),
      region: 'eu-west-1',
    },
    mayEverything,
  );
  return { status: answer.status, body: answer.body.toString('utf8'), headers: answer.headers };
}

describe('an archive', () => {
  it.each([0, 8] as const)('of method %i is unpacked with its folders', (method) => {
    const target = join(folder, `method-${method}`);
    unzip(zipOf('lib/index.cjs', 'exports.x = 1;', method), target);

    expect(readFileSync(join(target, 'lib/index.cjs'), 'utf8')).toBe('exports.x = 1;');
  });

  it('is unpacked again without a moment in which a reader sees half of a file', () => {
    const target = join(folder, 'twice');
    unzip(zipOf('index.cjs', 'first'), target);
    const reader = openSync(join(target, 'index.cjs'), 'r');
    unzip(zipOf('index.cjs', 'second'), target);
    const [held, now] = [readFileSync(reader, 'utf8'), readFileSync(join(target, 'index.cjs'), 'utf8')];
    closeSync(reader);

    expect([held, now, readdirSync(target)]).toEqual(['first', 'second', ['index.cjs']]);
  });

  it.each([
    ['leads out of its folder', zipOf('../evil.txt', 'x'), 'outside its folder'],
    ['is of another method', zipOf('a', 'x', 99), 'compression method 99'],
    ['is none', Buffer.from('plain text, and long enough'), 'no ZIP archive'],
  ])('fails where it %s', (_, archive, message) => {
    expect(() => unzip(archive, join(folder, 'bad'))).toThrow(message);
    expect(existsSync(join(folder, 'evil.txt'))).toBe(false);
  });
});

describe('S3', () => {
  const store = createAssetStore(join(folder, 'assets'));
  const s3 = createS3Service(store);

  it('takes what is uploaded, unpacks archives, and gives it back', async () => {
    const archive = zipOf('index.cjs', 'code');
    const { status, headers } = await send(s3, 'PUT', '/bucket/a%2Bb/key.zip', archive);
    const stored = await s3.answer({ ...request, method: 'GET', path: '/bucket/a%2Bb/key.zip' }, mayEverything);

    expect([status, headers.etag]).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    expect(stored.body.equals(archive)).toBe(true);
    expect(readFileSync(join(store.paths().get('a+b/key.zip') ?? '', 'index.cjs'), 'utf8')).toBe('code');
  });

  it('has the file of what is no archive, by its key', async () => {
    await send(s3, 'PUT', '/bucket/task.cjs', 'process.exit()');

    expect(store.paths().get('task.cjs')).toMatch(/\.cjs$/);
    expect(readFileSync(store.paths().get('task.cjs') ?? '', 'utf8')).toBe('process.exit()');
  });

  it('puts the parts of an upload together by their numbers', async () => {
    const begun = await send(s3, 'POST', '/bucket/parts.txt?uploads');
    const id = /<UploadId>(.+)<\/UploadId>/.exec(begun.body)?.[1];
    await send(s3, 'PUT', `/bucket/parts.txt?partNumber=2&uploadId=${id}`, 'world');
    await send(s3, 'PUT', `/bucket/parts.txt?partNumber=1&uploadId=${id}`, 'hello ');
    await send(s3, 'POST', `/bucket/parts.txt?uploadId=${id}`, '<CompleteMultipartUpload/>');

    expect((await send(s3, 'GET', '/bucket/parts.txt')).body).toBe('hello world');
    expect((await send(s3, 'POST', `/bucket/parts.txt?uploadId=${id}`)).status).toBe(404);
  });

  it('answers what the CDK CLI asks of a bucket', async () => {
    const ask = async (query: string) => (await send(s3, 'GET', `/bucket?${query}`)).body;

    expect(await ask('location')).toContain('<LocationConstraint>eu-west-1</LocationConstraint>');
    expect(await ask('encryption')).toContain('<SSEAlgorithm>AES256</SSEAlgorithm>');
    expect(await ask('list-type=2&prefix=x')).toContain('<KeyCount>0</KeyCount>');
    expect((await send(s3, 'GET', '/bucket/nothing')).status).toBe(404);
    expect((await send(s3, 'PUT', '/bucket/broken.zip', 'no archive')).status).toBe(400);
  });
});

const request = { query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0), region: 'eu-west-1' };

describe('STS', () => {
  const sts = createStsService({ account: '000000000000', accessKeyId: 'KEY', secretAccessKey: 'local' });

  it('knows the operator, who stays that in every role', async () => {
    const identity = await send(sts, 'POST', '/', 'Action=GetCallerIdentity');
    const role = await send(sts, 'POST', '/', 'Action=AssumeRole&RoleArn=arn:aws:iam::000000000000:role/x');
    const other = await send(sts, 'POST', '/', 'Action=GetFederationToken');

    expect(identity.body).toContain('<Account>000000000000</Account>');
    expect(role.body).toContain('<AccessKeyId>KEY</AccessKeyId>');
    expect([other.status, other.body]).toEqual([400, expect.stringContaining('InvalidAction')]);
  });
});

describe('Systems Manager', () => {
  it('has the parameters of stacks, and the version of a bootstrap that nobody needs', async () => {
    const { deploy, provisioner } = testRegion();
    const P = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/mine', Type: 'String', Value: 'kept' } };
    await deploy('s', { Resources: { P } });
    const ssm = createSsmService(provisioner, 'eu-west-1', '000000000000');
    const operator = { kind: 'operator', region: 'eu-west-1' } as const;
    const parameter = async (Name: string) => {
      const { body } = await ssm.answer('GetParameter', { Name }, Buffer.alloc(0), operator);
      const { Parameter, __type } = JSON.parse(body.toString('utf8'));
      return Parameter?.Value ?? __type;
    };

    expect(await Promise.all(['/mine', '/cdk-bootstrap/hnb659fds/version', '/other'].map(parameter))).toEqual([
      'kept',
      '1000',
      'ParameterNotFound',
    ]);
  });
});

describe("Lambda's account settings", () => {
  it('say what of the account no function reserves', () => {
    expect(accountSettings([{ reservedConcurrency: 30 }, {}, { reservedConcurrency: 12 }])).toEqual({
      AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 958 },
      AccountUsage: { FunctionCount: 3 },
    });
  });

  it('are answered on the path that SDKs ask', async () => {
    const lambda = createLambdaControl(() => testRegion().provisioner, createAssetStore(join(folder, 'none')));
    const { status, body } = await send(lambda, 'GET', '/2016-08-19/account-settings');

    expect([status, JSON.parse(body)]).toMatchObject([200, { AccountUsage: { FunctionCount: 0 } }]);
  });
});

describe('a patch', () => {
  it.each<[string, object[], object]>([
    ['adds', [{ op: 'add', path: '/B', value: 2 }], { A: { x: [1, 2] }, B: 2 }],
    ['replaces inside', [{ op: 'replace', path: '/A/x/0', value: 9 }], { A: { x: [9, 2] } }],
    ['appends', [{ op: 'add', path: '/A/x/-', value: 3 }], { A: { x: [1, 2, 3] } }],
    ['removes', [{ op: 'remove', path: '/A/x/1' }], { A: { x: [1] } }],
    ['takes a name with a slash', [{ op: 'add', path: '/a~1b', value: 1 }], { A: { x: [1, 2] }, 'a/b': 1 }],
  ])('%s', (_, operations, expected) => {
    expect(patched({ A: { x: [1, 2] } }, JSON.stringify(operations))).toEqual(expected);
  });

  it('fails for an operation that is not understood', () => {
    expect(() => patched({}, '[{"op":"move","from":"/a","path":"/b"}]')).toThrow('does not patch by move');
  });
});

describe('the logs', () => {
  it('have the lines of a group since a time, for the operator alone', async () => {
    let at = 100;
    const logs = createRecentLogs(
      (name) => name === 'known',
      () => at++,
    );
    for (const line of ['one', 'two']) logs.add('group', line);
    const ask = async (input: object, kind: 'operator' | 'function' = 'operator') => {
      const caller = { kind, region: 'eu-west-1' } as Parameters<typeof logs.service.answer>[3];
      const { body } = await logs.service.answer('FilterLogEvents', { ...input }, Buffer.alloc(0), caller);
      const { events, __type } = JSON.parse(body.toString('utf8'));
      return events?.map(({ message }: { message: string }) => message) ?? __type;
    };

    expect(await ask({ logGroupName: 'group', startTime: 101 })).toEqual(['two\n']);
    expect(await ask({ logGroupName: 'known' })).toEqual([]);
    expect(await ask({ logGroupName: 'other' })).toBe('ResourceNotFoundException');
    expect(await ask({ logGroupName: 'group' }, 'function')).toBe('AccessDeniedException');
  });
});

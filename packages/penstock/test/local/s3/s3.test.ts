import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createS3Service } from '../../../local/control-plane/s3.ts';
import { type AwsEndpoint, type EngineCall, startEndpoint } from '../../../local/endpoint/server.ts';
import type { Statement } from '../../../local/iam/policy.ts';
import { readResourcePolicy } from '../../../local/iam/resource-policy.ts';
import type { FunctionDefinition } from '../../../local/lambda/definition.ts';
import { openObjectStore } from '../../../local/s3/object-store.ts';
import { createBucketService } from '../../../local/s3/service.ts';
import { functionNamed } from '../fixtures/function.ts';

const grant = (actions: readonly string[], ...resources: readonly string[]): Statement => ({
  effect: 'Allow',
  actions,
  resources,
});
const withRole = (name: string, ...statements: readonly Statement[]): FunctionDefinition => ({
  ...functionNamed(name),
  role: { name, arn: `arn:aws:iam::000000000000:role/${name}`, trusts: [], statements },
});
const bucketArn = 'arn:aws:s3:::things';
const whole = withRole('whole', grant(['s3:*'], bucketArn, `${bucketArn}/*`));
const reader = withRole('reader', grant(['s3:GetObject*'], `${bucketArn}/*`));
const named = withRole('named');
const allowNamed = {
  Effect: 'Allow',
  Principal: { AWS: named.role.arn },
  Action: 's3:GetObject',
  Resource: `${bucketArn}/*`,
};
const policy = readResourcePolicy({ Statement: [allowNamed] }, () => {});

let endpoint: AwsEndpoint;
const calls: EngineCall[] = [];
const objects = openObjectStore();
const clientAs = (accessKeyId: string) =>
  new S3Client({ endpoint: endpoint.url, region: 'eu-west-1', credentials: { accessKeyId, secretAccessKey: 'local' } });
const as = (fn: FunctionDefinition) => clientAs(endpoint.accessKeyId(fn));
const Bucket = 'things';
const put = (Key: string, Body: string | Readable, more: object = {}) =>
  as(whole).send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const textOf = async (fn: FunctionDefinition, Key: string, more: object = {}) => {
  const { Body } = await as(fn).send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
};
beforeAll(async () => {
  endpoint = await startEndpoint({
    account: '000000000000',
    region: 'eu-west-1',
    functions: [whole, reader, named],
    engine: { send: async () => ({ status: 500, body: {} }) } as never,
  });
  const store = { put: () => {}, get: () => undefined, paths: () => new Map(), close: () => {} };
  endpoint.extend(
    [],
    [
      createBucketService({
        account: '000000000000',
        region: 'eu-west-1',
        buckets: () => [{ name: Bucket, arn: bucketArn, policy }],
        objects,
        uploads: createS3Service(store),
      }),
    ],
  );
  endpoint.onCall((call) => calls.push(call));
});
afterAll(() => endpoint.close());

describe('a bucket, through the SDK', () => {
  it('keeps an object with its type and its metadata', async () => {
    const { ETag } = await put('a b/ü+1', 'text', { ContentType: 'text/plain', Metadata: { by: 'me' } });
    const found = await as(whole).send(new HeadObjectCommand({ Bucket, Key: 'a b/ü+1' }));

    expect(found).toMatchObject({ ETag, ContentLength: 4, ContentType: 'text/plain', Metadata: { by: 'me' } });
    expect([await textOf(whole, 'a b/ü+1'), await textOf(whole, 'a b/ü+1', { Range: 'bytes=1-2' })]).toEqual([
      'text',
      'ex',
    ]);
  });

  it('takes a stream, which SDKs send in chunks', async () => {
    await put('stream', Readable.from([Buffer.alloc(70_000, 'a'), Buffer.from('b')]), { ContentLength: 70_001 });

    expect(await textOf(whole, 'stream')).toBe(`${'a'.repeat(70_000)}b`);
  });

  it('lists by prefix, in pages, with what is below a delimiter as one', async () => {
    for (const key of ['l/1', 'l/2/a', 'l/2/b', 'l/3']) await put(key, key);
    const list = (more: object) => as(whole).send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', ...more }));
    const first = await list({ Delimiter: '/', MaxKeys: 2 });
    const rest = await list({ Delimiter: '/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken });
    const old = await as(whole).send(new ListObjectsCommand({ Bucket, Prefix: 'l/2' }));

    expect([first.IsTruncated, first.KeyCount, first.Contents?.map(({ Key }) => Key)]).toEqual([true, 2, ['l/1']]);
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'l/2/' }]);
    expect([rest.IsTruncated, rest.Contents?.map(({ Key }) => Key)]).toEqual([false, ['l/3']]);
    expect(old.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['l/2/a', 5],
      ['l/2/b', 5],
    ]);
  });

  it('copies and deletes, one and several', async () => {
    for (const key of ['d/1', 'd/2', 'd/<&3']) await put(key, key);
    await as(whole).send(new CopyObjectCommand({ Bucket, Key: 'd/4', CopySource: `${Bucket}/d/1` }));
    await as(whole).send(new DeleteObjectCommand({ Bucket, Key: 'd/1' }));
    const Objects = [{ Key: 'd/2' }, { Key: 'd/<&3' }];
    await as(whole).send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

    expect(objects.list(Bucket, 'd/').map(({ key }) => key)).toEqual(['d/4']);
    expect(await textOf(whole, 'd/4')).toBe('d/1');
  });

  it('writes once where it is asked to', async () => {
    await put('once', '1', { IfNoneMatch: '*' });

    await expect(put('once', '2', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an object that is not there', () => textOf(whole, 'none'), 'NoSuchKey'],
    ['the same, without the right to list', () => textOf(reader, 'none'), 'AccessDenied'],
    [
      'a write that no policy allows',
      () => as(reader).send(new PutObjectCommand({ Bucket, Key: 'x', Body: '' })),
      'AccessDenied',
    ],
    ['a read that no policy allows', () => as(named).send(new ListObjectsV2Command({ Bucket })), 'AccessDenied'],
    [
      'a bucket that is not there',
      () => as(withRoleOf('s3:*')).send(new GetObjectCommand({ Bucket: 'other', Key: 'x' })),
      'NoSuchBucket',
    ],
    [
      'what the local cloud has not',
      () => as(whole).send(new GetObjectTaggingCommand({ Bucket, Key: 'once' })),
      'NotImplemented',
    ],
  ])('fails for %s', async (_, ask, name) => {
    await expect(ask()).rejects.toMatchObject({ name });
  });

  it('lets in whom its own policy names, and tells of each call', async () => {
    await put('own%zz', 'text');
    const text = await textOf(named, 'own%zz');

    expect(text).toBe('text');
    expect(calls.at(-1)).toMatchObject({
      functionName: 'named',
      action: 's3:GetObject',
      resource: `${bucketArn}/own%zz`,
      status: 200,
    });
  });

  it('says that it is there', async () => {
    await expect(as(whole).send(new HeadBucketCommand({ Bucket }))).resolves.toMatchObject({
      BucketRegion: 'eu-west-1',
    });
  });
});

/** A function that may do something everywhere. */
function withRoleOf(action: string): FunctionDefinition {
  const fn = withRole('everywhere', grant([action], '*'));
  endpoint.put(fn);
  return fn;
}

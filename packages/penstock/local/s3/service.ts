import { bytesAnswer, type ControlRequest, type ControlService, type May } from '../control-plane/service.ts';
import { xmlOf } from '../control-plane/xml.ts';
import type { Answer, Caller } from '../endpoint/service.ts';
import { evaluateResourcePolicy } from '../iam/resource-policy.ts';
import { unchunked } from './chunked.ts';
import type { BucketDefinition } from './definition.ts';
import { listing } from './listing.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { accessesOf, listAccess, nameIn, type ObjectName, type Operation, operationOf } from './operation.ts';

export interface BucketServiceOptions {
  readonly account: string;
  readonly region: string;
  readonly buckets: () => readonly BucketDefinition[];
  readonly objects: ObjectStore;
  /** Answers the operator for every other bucket. */
  readonly uploads: ControlService;
}

/**
 * S3 for the buckets of a template: one version of each object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function createBucketService(options: BucketServiceOptions): ControlService {
  const { account, buckets, uploads } = options;
  const isDeclared = (name: string) => buckets().some((bucket) => bucket.name === name);
  return {
    name: 's3',
    accesses: (request) => accessesOf(operationOf(request)),
    resourceDecision: (caller, { action, resource }) => {
      const bucketArn = resource.split('/')[0];
      const policy = buckets().find(({ arn }) => arn === bucketArn)?.policy ?? [];
      const decision = evaluateResourcePolicy(
        policy,
        { principal: principalOf(caller, account) },
        action,
        resource,
        account,
      );
      return decision === 'implicit-deny' ? undefined : decision;
    },
    refusal: (message) => failure(403, 'AccessDenied', message),
    answer: async (request, may) => {
      const { bucket } = nameIn(request.path);
      if (isDeclared(bucket)) return answerOf(operationOf(request), request, options, may);
      return may.isOperator
        ? uploads.answer(request, may)
        : failure(404, 'NoSuchBucket', `The bucket ${bucket} does not exist.`);
    },
  };
}

function principalOf(caller: Caller, account: string): string {
  return caller.kind === 'function' ? caller.fn.role.arn : `arn:aws:iam::${account}:root`;
}

function answerOf(
  operation: Operation,
  request: ControlRequest,
  { objects, region }: BucketServiceOptions,
  may: May,
): Answer {
  const { bucket } = operation;
  switch (operation.kind) {
    case 'get':
    case 'head':
      return read(operation, request, objects, may);
    case 'put':
      return write(operation, request, objects);
    case 'copy':
      return copy(operation, objects);
    case 'delete':
      objects.remove(bucket, operation.key);
      return bytesAnswer(204, 'application/xml', '');
    case 'delete-several':
      for (const key of operation.keys) objects.remove(bucket, key);
      return xml(`<DeleteResult>${operation.keys.map((Key) => xmlOf('Deleted', { Key })).join('')}</DeleteResult>`);
    case 'head-bucket':
      return { ...bytesAnswer(200, 'application/xml', ''), headers: { 'x-amz-bucket-region': region } };
    case 'location':
      return xml(`<LocationConstraint>${region}</LocationConstraint>`);
    case 'list':
      return xml(
        listing(bucket, objects.list(bucket, request.query.get('prefix') ?? ''), request.query, operation.version),
      );
    case 'unknown':
      return failure(
        501,
        'NotImplemented',
        `The local cloud has no ${request.method} ${request.path}?${request.query}.`,
      );
  }
}

function read({ bucket, key }: ObjectName, { headers }: ControlRequest, objects: ObjectStore, may: May): Answer {
  const found = objects.head(bucket, key);
  if (found === undefined) {
    return may.access(listAccess(bucket))
      ? failure(404, 'NoSuchKey', 'The specified key does not exist.')
      : failure(
          403,
          'AccessDenied',
          `There is no ${key}, which a caller without s3:ListBucket on ${bucket} is not told.`,
        );
  }
  const whole = objects.content(bucket, key) ?? Buffer.alloc(0);
  const range = rangeOf(String(headers.range ?? ''), whole.length);
  const answer = { status: 200, headers: headersOf(found), body: whole };
  if (range === undefined) return answer;
  const body = whole.subarray(range.first, range.last + 1);
  const contentRange = `bytes ${range.first}-${range.last}/${whole.length}`;
  return { status: 206, headers: { ...answer.headers, 'content-range': contentRange }, body };
}

/** One range, from its first byte or to the last so many. */
function rangeOf(header: string, size: number) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if ((first === '' && last === '') || size === 0) return undefined;
  if (first === '') return { first: Math.max(0, size - Number(last)), last: size - 1 };
  return { first: Number(first), last: last === '' ? size - 1 : Math.min(size - 1, Number(last)) };
}

const keptHeaders = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];

function write({ bucket, key }: ObjectName, { headers, body }: ControlRequest, objects: ObjectStore): Answer {
  if (headers['if-none-match'] === '*' && objects.head(bucket, key) !== undefined) {
    return failure(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  const own = Object.entries(headers).filter(([name]) => keptHeaders.includes(name) || name.startsWith('x-amz-meta-'));
  const isChunked = String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
  const kept = {
    'content-type': 'application/octet-stream',
    ...Object.fromEntries(own.map(([name, value]) => [name, String(value)])),
  };
  const { etag } = objects.put(bucket, key, isChunked ? unchunked(body) : body, kept);
  return { ...bytesAnswer(200, 'application/xml', ''), headers: { etag } };
}

function copy({ bucket, key, from }: ObjectName & { readonly from: ObjectName }, objects: ObjectStore): Answer {
  const [found, content] = [objects.head(from.bucket, from.key), objects.content(from.bucket, from.key)];
  if (found === undefined || content === undefined)
    return failure(404, 'NoSuchKey', 'The specified key does not exist.');
  const { etag, modifiedAt } = objects.put(bucket, key, content, found.headers);
  return xml(xmlOf('CopyObjectResult', { ETag: etag, LastModified: new Date(modifiedAt).toISOString() }));
}

const headersOf = ({ headers, etag, modifiedAt }: StoredObject): Readonly<Record<string, string>> => ({
  ...headers,
  etag,
  'last-modified': new Date(modifiedAt).toUTCString(),
  'accept-ranges': 'bytes',
});

const xml = (body: string): Answer =>
  bytesAnswer(200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>${body}`);

function failure(status: number, Code: string, Message: string): Answer {
  return bytesAnswer(status, 'application/xml', xmlOf('Error', { Code, Message }));
}

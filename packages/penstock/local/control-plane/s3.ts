import { createHash, randomUUID } from 'node:crypto';
import type { Answer } from '../endpoint/service.ts';
import { LocalError } from '../problems.ts';
import type { AssetStore } from './asset-store.ts';
import { bytesAnswer, type ControlRequest, type ControlService } from './service.ts';
import { xmlOf } from './xml.ts';

/**
 * S3 as far as deployments upload to it, path style: every bucket is there and takes everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function createS3Service(store: AssetStore): ControlService {
  const uploads = new Map<string, Map<number, Buffer>>();
  return {
    name: 's3',
    answer: async (request) => {
      const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(request.path)) ?? [];
      if (key === '') return ofBucket(request, bucket);
      const isInParts = request.query.has('uploads') || request.query.has('uploadId');
      return isInParts ? ofParts(request, { store, uploads, bucket, key }) : ofObject(request, store, bucket, key);
    },
  };
}

function ofBucket({ method, query, region }: ControlRequest, bucket: string): Answer {
  if (method === 'HEAD')
    return { ...bytesAnswer(200, 'application/xml', ''), headers: { 'x-amz-bucket-region': region } };
  if (method !== 'GET') return failure(501, 'NotImplemented', `The local cloud has no ${method} of a bucket.`);
  if (query.has('location')) return xml(`<LocationConstraint>${region}</LocationConstraint>`);
  if (query.has('encryption')) {
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' };
    return xml(xmlOf('ServerSideEncryptionConfiguration', { Rule: { ApplyServerSideEncryptionByDefault } }));
  }
  // Nothing is said to be there: uploading once more is harmless, and skips no file that was lost.
  const found = { Name: bucket, Prefix: query.get('prefix') ?? '', KeyCount: 0, MaxKeys: 1000, IsTruncated: false };
  return xml(xmlOf('ListBucketResult', found));
}

interface Parts {
  readonly store: AssetStore;
  /** What came so far, by the number of the part. */
  readonly uploads: Map<string, Map<number, Buffer>>;
  readonly bucket: string;
  readonly key: string;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
function ofParts({ method, query, body }: ControlRequest, { store, uploads, bucket, key }: Parts): Answer {
  if (query.has('uploads')) {
    const UploadId = randomUUID();
    uploads.set(UploadId, new Map());
    return xml(xmlOf('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId }));
  }
  const id = query.get('uploadId') ?? '';
  const parts = uploads.get(id);
  if (parts === undefined) return failure(404, 'NoSuchUpload', 'The specified upload does not exist.');
  if (method === 'PUT') {
    parts.set(Number(query.get('partNumber')), body);
    return { ...bytesAnswer(200, 'application/xml', ''), headers: { etag: etagOf(body) } };
  }
  uploads.delete(id);
  if (method === 'DELETE') return bytesAnswer(204, 'application/xml', '');
  const content = Buffer.concat([...parts].toSorted(([a], [b]) => a - b).map(([, part]) => part));
  const stored = put(store, bucket, key, content);
  if (stored.status !== 200) return stored;
  return xml(xmlOf('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: etagOf(content) }));
}

function ofObject({ method, body }: ControlRequest, store: AssetStore, bucket: string, key: string): Answer {
  if (method === 'PUT') return put(store, bucket, key, body);
  const content = store.get(bucket, key);
  if (content === undefined) return failure(404, 'NoSuchKey', 'The specified key does not exist.');
  const etag = etagOf(content);
  const answer = bytesAnswer(200, 'application/octet-stream', method === 'HEAD' ? '' : content);
  return { ...answer, headers: { ...answer.headers, etag } };
}

function put(store: AssetStore, bucket: string, key: string, content: Buffer): Answer {
  try {
    store.put(bucket, key, content);
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    return failure(400, 'InvalidRequest', error.message);
  }
  return { ...bytesAnswer(200, 'application/xml', ''), headers: { etag: etagOf(content) } };
}

const etagOf = (content: Buffer): string => `"${createHash('md5').update(content).digest('hex')}"`;

const xml = (body: string): Answer =>
  bytesAnswer(200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>${body}`);

function failure(status: number, Code: string, Message: string): Answer {
  return bytesAnswer(status, 'application/xml', xmlOf('Error', { Code, Message }));
}

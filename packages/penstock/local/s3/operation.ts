import type { ControlRequest } from '../control-plane/service.ts';
import type { Access } from '../endpoint/actions.ts';

/** What a request asks of an object or a bucket. */
export type Operation =
  | { readonly kind: 'delete' | 'get' | 'head' | 'put'; readonly bucket: string; readonly key: string }
  | { readonly kind: 'copy'; readonly bucket: string; readonly key: string; readonly from: ObjectName }
  | { readonly kind: 'delete-several'; readonly bucket: string; readonly keys: readonly string[] }
  | { readonly kind: 'list'; readonly bucket: string; readonly version: 1 | 2 }
  | { readonly kind: 'head-bucket' | 'location'; readonly bucket: string }
  | { readonly kind: 'unknown'; readonly bucket: string };

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/** Path style: `/bucket/key`. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
export function nameIn(path: string): ObjectName {
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/?(.*)$/s.exec(decodeURIComponent(path)) ?? [];
  return { bucket, key };
}

/** Of the query, beside what asks for something else than the object itself. */
const harmless = new Set(['x-id', 'response-content-type', 'response-content-disposition', 'response-cache-control']);
const ofLists = new Set([
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'list-type',
  'marker',
  'max-keys',
  'prefix',
  'start-after',
]);

export function operationOf(request: ControlRequest): Operation {
  const { method, path, query, body } = request;
  const { bucket, key } = nameIn(path);
  const asked = [...query.keys()].filter((name) => !harmless.has(name));
  if (key !== '') return asked.length > 0 ? { kind: 'unknown', bucket } : ofObject(request, bucket, key);
  if (method === 'HEAD') return { kind: 'head-bucket', bucket };
  if (method === 'POST' && query.has('delete')) {
    return { kind: 'delete-several', bucket, keys: keysIn(body.toString('utf8')) };
  }
  if (method !== 'GET') return { kind: 'unknown', bucket };
  if (query.has('location')) return { kind: 'location', bucket };
  if (asked.some((name) => !ofLists.has(name))) return { kind: 'unknown', bucket };
  return { kind: 'list', bucket, version: query.get('list-type') === '2' ? 2 : 1 };
}

function ofObject({ method, headers }: ControlRequest, bucket: string, key: string): Operation {
  const source = headers['x-amz-copy-source'];
  if (method === 'PUT' && source !== undefined) return { kind: 'copy', bucket, key, from: nameIn(String(source)) };
  const kinds = { DELETE: 'delete', GET: 'get', HEAD: 'head', PUT: 'put' } as const;
  const kind = Object.hasOwn(kinds, method) ? kinds[method as keyof typeof kinds] : undefined;
  return kind === undefined ? { kind: 'unknown', bucket } : { kind, bucket, key };
}

const entities: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

function keysIn(xml: string): readonly string[] {
  return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
    key.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) => {
      if (name !== undefined) return entities[name] ?? '';
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    }),
  );
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export function accessesOf(operation: Operation): readonly Access[] {
  const ofKey = (action: string, { bucket, key }: ObjectName): Access => ({
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${bucket}/${key}`,
  });
  const { bucket, kind } = operation;
  switch (kind) {
    case 'copy':
      return [ofKey('GetObject', operation.from), ofKey('PutObject', operation)];
    case 'delete':
      return [ofKey('DeleteObject', operation)];
    case 'delete-several':
      return operation.keys.map((key) => ofKey('DeleteObject', { bucket, key }));
    case 'get':
    case 'head':
      return [ofKey('GetObject', operation)];
    case 'put':
      return [ofKey('PutObject', operation)];
    case 'location':
      return [{ action: 's3:GetBucketLocation', resource: `arn:aws:s3:::${bucket}` }];
    default:
      return [listAccess(bucket)];
  }
}

/** Who has it learns that an object is not there. */
export const listAccess = (bucket: string): Access => ({ action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` });

import { timeOf, type XmlValue, xmlOf } from '../control-plane/xml.ts';
import type { StoredObject } from './object-store.ts';

const mostKeys = 1000;

interface Page {
  readonly contents: readonly StoredObject[];
  readonly prefixes: readonly string[];
  /** Where the next page begins, if there is one. */
  readonly next?: string;
}

/**
 * The answer to ListObjectsV2, or to ListObjects.
 *
 * @param objects of the prefix, by key
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listing(
  bucket: string,
  objects: readonly StoredObject[],
  query: URLSearchParams,
  version: 1 | 2,
): string {
  const encoded = query.get('encoding-type') === 'url';
  const written = (key: string) => (encoded ? encodeURIComponent(key).replaceAll('%2F', '/') : key);
  const most = Math.min(mostKeys, Number(query.get('max-keys') ?? mostKeys));
  const token = query.get('continuation-token');
  const after = token === null ? (query.get(version === 2 ? 'start-after' : 'marker') ?? '') : decoded(token);
  const page = pageOf(objects, {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after,
    most,
  });
  const { contents, prefixes, next } = page;
  const members: Readonly<Record<string, XmlValue>> = {
    Name: bucket,
    Prefix: written(query.get('prefix') ?? ''),
    Delimiter: query.get('delimiter') ?? undefined,
    EncodingType: encoded ? 'url' : undefined,
    MaxKeys: most,
    IsTruncated: next !== undefined,
    ...(version === 2
      ? {
          KeyCount: contents.length + prefixes.length,
          ContinuationToken: token ?? undefined,
          NextContinuationToken: next && encodedToken(next),
        }
      : { Marker: written(after), NextMarker: next && written(next) }),
  };
  const all = [
    ...Object.entries(members).map(([name, value]) => xmlOf(name, value)),
    ...contents.map((one) => xmlOf('Contents', contentOf(one, written))),
    ...prefixes.map((prefix) => xmlOf('CommonPrefixes', { Prefix: written(prefix) })),
  ];
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${all.join('')}</ListBucketResult>`;
}

const encodedToken = (key: string): string => Buffer.from(key).toString('base64url');
const decoded = (token: string): string => Buffer.from(token, 'base64url').toString('utf8');

const contentOf = ({ key, size, etag, modifiedAt }: StoredObject, written: (key: string) => string) => ({
  Key: written(key),
  LastModified: timeOf(modifiedAt),
  ETag: etag,
  Size: size,
  StorageClass: 'STANDARD',
});

interface Asked {
  readonly prefix: string;
  readonly delimiter: string;
  /** The last key or common prefix that is not asked for any more. */
  readonly after: string;
  readonly most: number;
}

function pageOf(objects: readonly StoredObject[], { prefix, delimiter, after, most }: Asked): Page {
  const contents: StoredObject[] = [];
  const prefixes = new Set<string>();
  let last = after;
  for (const object of objects) {
    const end = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : object.key.slice(0, end + delimiter.length);
    const name = common ?? object.key;
    if (Buffer.compare(Buffer.from(name), Buffer.from(after)) <= 0 || prefixes.has(name)) continue;
    if (contents.length + prefixes.size >= most) return { contents, prefixes: [...prefixes], next: last };
    if (common === undefined) contents.push(object);
    else prefixes.add(common);
    last = name;
  }
  return { contents, prefixes: [...prefixes] };
}

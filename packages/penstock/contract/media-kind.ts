import { eventStream } from './event-stream.ts';

/** How content of a media type is read and written: by its schema as JSON, as fields, as text, or as bytes that no schema is about. */
export type MediaKind = 'bytes' | 'form' | 'json' | 'multipart' | 'text';

/** `type/subtype` in lower case: what a contract writes behind it says nothing of the kind. */
export const essenceOf = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

/** Text beside `text/*`: what people read and write, in UTF-8. */
const textTypes = /^(text\/.+|application\/((.+\+)?(xml|yaml)|csv|graphql|javascript|jsonl|sql|x-ndjson|x-yaml))$/;
const jsonTypes = /^[a-z]+\/(.+\+)?json$/;

export function kindOf(mediaType: string): MediaKind {
  const essence = essenceOf(mediaType);
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data') return 'multipart';
  // What an event of a stream carries is JSON.
  if (jsonTypes.test(essence) || essence === eventStream) return 'json';
  return textTypes.test(essence) ? 'text' : 'bytes';
}

/**
 * Bytes of a body that reach a function, and that one can answer with: Lambda takes and gives 6 MB of JSON, where bytes
 * are base64; the gateway's own 10 MB are more than that.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
 */
export const MOST_BYTES = 4_500_000;

/** Of content in several media types, that which is JSON; else the first. */
export const jsonFirst = <Content extends { readonly kind: MediaKind }>(
  contents: readonly Content[],
): Content | undefined => contents.find(({ kind }) => kind === 'json') ?? contents[0];

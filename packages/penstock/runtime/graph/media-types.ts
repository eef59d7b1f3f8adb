import { headerValue } from '../http/headers.ts';
import { parseMediaType } from '../http/media-type.ts';
import type { RequestContext } from '../http/request-context.ts';

/** The media types of answers; the first is the one by which a status says what became of the request. */
export type AnswerType = 'application/graphql-response+json' | 'application/json';

const known: readonly AnswerType[] = ['application/json', 'application/graphql-response+json'];

interface Wanted {
  readonly range: string;
  readonly quality: number;
}

/**
 * What a client wants to be answered with; `application/json` where it does not say, as clients of old expect. Undefined:
 * nothing that there is.
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Accept
 */
export function acceptedType(event: RequestContext['event']): AnswerType | undefined {
  const header = headerValue(event, 'Accept');
  if (header === undefined || header.trim() === '') return 'application/json';
  const wanted = header.split(',').flatMap(toWanted);
  const qualities = known.map((type) => [type, qualityOf(type, wanted)] as const);
  const best = Math.max(...qualities.map(([, { quality }]) => quality));
  if (best === 0) return undefined;
  const among = qualities.filter(([, { quality }]) => quality === best);
  // Of two that are wanted as much, the one that is named first; a range names application/json.
  return among.toSorted(([, a], [, b]) => a.at - b.at)[0]?.[0];
}

function toWanted(text: string): readonly Wanted[] {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const type = range.includes('*') ? range : parseMediaType(range)?.essence;
  const charset = parameters.find((one) => one.startsWith('charset='));
  if (type === undefined || (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))) return [];
  const weight = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
  return [{ range: type, quality: weight >= 0 && weight <= 1 ? weight : 0 }];
}

/** The most specific range decides (RFC 9110, 12.5.1). */
function qualityOf(type: AnswerType, wanted: readonly Wanted[]): { readonly quality: number; readonly at: number } {
  for (const range of [type, 'application/*', '*/*']) {
    const at = wanted.findIndex((one) => one.range === range);
    if (at !== -1) return { quality: wanted[at]?.quality ?? 0, at };
  }
  return { quality: 0, at: Number.POSITIVE_INFINITY };
}

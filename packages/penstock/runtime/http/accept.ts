import { Problem } from '../problem/problem.ts';
import { headerValue } from './headers.ts';
import type { RequestContext } from './request-context.ts';

interface Range {
  /** A type, all of a kind or all there are, in lower case. */
  readonly range: string;
  readonly quality: number;
}

/**
 * Finds the media type that the caller would rather have, where the contract leaves a choice: the one with the greatest
 * quality, the contract's first of several. Throws not-acceptable where Accept allows none of them (RFC 9110, 12.5.1).
 */
export function negotiate(context: RequestContext): void {
  const { produces } = context.contract;
  if (produces === undefined) return;
  const ranges = parseAccept(headerValue(context.event, 'Accept') ?? '*/*');
  const qualities = produces.map((type) => qualityOf(type, ranges));
  const best = Math.max(...qualities);
  if (best === 0) {
    throw new Problem('not-acceptable', `Accept one of ${produces.join(', ')}.`);
  }
  context.accepted = produces[qualities.indexOf(best)] ?? '';
}

/** What is no range is passed over; nothing at all accepts everything. */
function parseAccept(header: string): readonly Range[] {
  const ranges = header.split(',').flatMap((element) => {
    const [range = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const [, quality = '1'] =
      /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.exec(parameters.find((one) => one.startsWith('q=')) ?? '') ?? [];
    return /^[^/\s]+\/[^/\s]+$/.test(range) ? [{ range, quality: Number(quality) }] : [];
  });
  return ranges.length === 0 ? [{ range: '*/*', quality: 1 }] : ranges;
}

/** The narrowest range that a type is in says its quality; a range of the contract is as good as the best in it. */
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const essence = essenceOf(mediaType);
  const of = (wanted: string) => ranges.find(({ range }) => range === wanted)?.quality;
  const within = essence.includes('*') ? ranges.filter(({ range }) => isOf(range, essence)) : [];
  const best = within.length === 0 ? undefined : Math.max(...within.map(({ quality }) => quality));
  return of(essence) ?? best ?? of(`${essence.split('/')[0]}/*`) ?? of('*/*') ?? 0;
}

const essenceOf = (mediaType: string): string => (mediaType.split(';')[0] ?? '').trim().toLowerCase();

/** Whether a media type is the one that a contract declares, or in the range that it does. */
export function isOf(mediaType: string, declared: string): boolean {
  const [given, wanted] = [essenceOf(mediaType), essenceOf(declared)];
  if (wanted === '*/*' || given === wanted) return true;
  return wanted.endsWith('/*') && given.startsWith(wanted.slice(0, -1));
}

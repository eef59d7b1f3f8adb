import type { SentParameters } from '../../operation-contract.ts';
import { headerValues } from '../headers.ts';
import { decoded } from './decoded.ts';
import type { NamedTexts } from './named-texts.ts';

/** The cookies of a request by their names, in the order received (RFC 6265, 4.2.1). */
export function cookieTexts(event: Pick<SentParameters, 'headers' | 'multiValueHeaders'>): NamedTexts {
  const texts = new Map<string, string[]>();
  for (const pair of headerValues(event, 'Cookie').flatMap((line) => line.split(';'))) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    const name = pair.slice(0, at).trim();
    texts.set(name, [...(texts.get(name) ?? []), decoded(unquoted(pair.slice(at + 1).trim()))]);
  }
  return texts;
}

const unquoted = (text: string): string => (/^".*"$/.test(text) ? text.slice(1, -1) : text);

import { readFileSync } from 'node:fs';
import { checkSource } from '../../contract/check.ts';
import type { Finding } from '../../contract/finding.ts';
import { parseSource } from '../../contract/source.ts';
import { contractFile, eventsFolder } from '../../testkit/sample/contract.ts';

export { contractFile, eventsFolder };
export const contractText = readFileSync(contractFile, 'utf8');

/** Replaces the first `from` after the first line that holds `after`. */
export interface Edit {
  readonly after?: string;
  readonly from: string;
  readonly to: string;
}

/** The good contract with edits; an edit that finds nothing to replace throws. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, { after = '', from, to }) => {
    const start = text.indexOf(after);
    const place = text.indexOf(from, start);
    if (start < 0 || place < 0) throw new Error(`no ${JSON.stringify(from)} after ${JSON.stringify(after)}`);
    return text.slice(0, place) + to + text.slice(place + from.length);
  }, contractText);
}

export function findingsOf(text: string): readonly Finding[] {
  return checkSource(parseSource('broken.yaml', text));
}

/** The number of the first line after `after` that holds `marker`. */
export function lineOf(text: string, marker: string, after = ''): number {
  const place = text.indexOf(marker, text.indexOf(after));
  if (place < 0) throw new Error(`no ${JSON.stringify(marker)}`);
  return text.slice(0, place).split('\n').length;
}

import { mayHoldUncarried, uncarried } from '../../characters.ts';
import { findingAt, type Place, placeBelow, wholeBody } from '../../core/findings.ts';
import type { ProblemFinding } from '../../problem/problem.ts';

/**
 * Strings and member names of a body that some service behind the API cannot carry, in the order of the document: one
 * would store another string than the one that was answered, or refuse the event that holds it.
 */
export function characterFindings(body: unknown, text: string): readonly ProblemFinding[] {
  if (!mayHoldUncarried(text)) return [];
  const findings: ProblemFinding[] = [];
  // Not by recursion: how deep a body is, its sender decides.
  const open: [value: unknown, place: Place][] = [[body, wholeBody]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, place] = next;
    if (typeof value === 'string') findings.push(...ofText(value, place, ''));
    if (typeof value !== 'object' || value === null) continue;
    const members = Object.entries(value).map(([name, member]) => [name, member, placeBelow(place, name)] as const);
    if (!Array.isArray(value)) findings.push(...members.flatMap(([name, , at]) => ofText(name, at, ', in its name')));
    open.push(...members.reverse().map(([, member, at]): [unknown, Place] => [member, at]));
  }
  return findings;
}

function ofText(text: string, place: Place, where: string): readonly ProblemFinding[] {
  const detail = uncarried(text);
  return detail === undefined ? [] : [findingAt(place, `${detail}${where}`)];
}

import type { APIGatewayProxyEvent } from 'aws-lambda';
import { mayHoldUncarried, uncarried } from '../../characters.ts';
import { findingAt, type Place, placeBelow, wholeBody } from '../../core/findings.ts';
import { Problem, type ProblemFinding } from '../../problem/problem.ts';
import { repeatedMember } from '../repeated-member.ts';

/** Bytes where the gateway hands bytes over, which it does for every media type (`x-amazon-apigateway-binary-media-types`). */
export const decodeBody = ({ body, isBase64Encoded }: Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'>): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

/** @throws Problem for what is no UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed-json', 'The body is not valid UTF-8.');
  }
}

/**
 * Throws malformed-json with the place but without the engine's message: that one quotes the body. A member that one
 * object names twice is malformed too: of the two, each reader would take another (RFC 8259, 4).
 */
export function parseJson(text: string): unknown {
  const value = parse(text);
  const repeated = repeatedMember(text);
  if (repeated === undefined) return value;
  throw new Problem('malformed-json', 'The body names a member of an object twice; see errors.', {
    errors: [findingAt(repeated.reduce(placeBelow, wholeBody), 'is there more than once')],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec((error as SyntaxError).message)?.[1];
    const place = position === undefined ? '' : ` at character ${Number(position) + 1}`;
    throw new Problem('malformed-json', `The body is not valid JSON${place}.`);
  }
}

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

import { findingAt, placeBelow, wholeBody } from '../../core/findings.ts';
import type { BodyReader } from '../../operation-contract.ts';
import { Problem } from '../../problem/problem.ts';
import { repeatedMember } from '../repeated-member.ts';
import { decodeText } from './body-bytes.ts';
import { characterFindings } from './character-findings.ts';
import { fitting } from './fitting.ts';

/** JSON, its characters such as every service behind the API can carry. */
export const jsonBody: BodyReader = {
  kind: 'json',
  read: (content, bytes) => {
    const text = decodeText(bytes);
    const value = parseJson(text);
    return fitting(value, content, characterFindings(value, text));
  },
};

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

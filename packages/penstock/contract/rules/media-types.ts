import type { Draft } from '../finding.ts';
import { show } from '../json.ts';
import { child, members, type Node, resolve } from '../node.ts';
import { at, type Rule } from './rule.ts';

const token = String.raw`[!#$%&'*+.^_\`|~\w-]+`;

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 and https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6 */
const mediaType = new RegExp(`^${token}/${token}(\\s*;\\s*(${token}=(${token}|"[^"]*"))?)*\\s*$`);

/** The content of bodies and answers is named by media types, which clients send as they are written. */
export const mediaTypes: Rule = function* ({ root, operations }) {
  const seen = new Set<string>();
  for (const { requestBody, responses } of operations) {
    for (const node of [...(requestBody === undefined ? [] : [requestBody]), ...responses.map(([, one]) => one)]) {
      const { pointer, value } = resolve(root, node);
      if (seen.has(pointer)) continue;
      seen.add(pointer);
      yield* malformed({ pointer, value });
    }
  }
};

function* malformed(holder: Node): Iterable<Draft> {
  for (const [name, content] of members(child(holder, 'content'))) {
    if (mediaType.test(name)) continue;
    const message = `expected a media type, as in application/json; charset=utf-8, received ${show(name)}`;
    yield at(
      'media-type',
      content,
      message,
      'Write type/subtype, and each parameter as name=value behind a semicolon.',
    );
  }
}

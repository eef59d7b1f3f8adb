import { successes } from '../default-answer.ts';
import { eventStream } from '../event-stream.ts';
import type { Draft } from '../finding.ts';
import { asObject } from '../json.ts';
import { kindOf } from '../media-kind.ts';
import { child, members, type Node } from '../node.ts';
import { at, type Rule } from './rule.ts';

/** They have no content (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
const bodiless = new Set(['204', '205', '304']);
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Headers of a function that API Gateway renames to `x-amzn-Remapped-...`, or drops.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const gatewaysOwn = new Set(
  `authorization connection content-encoding content-length content-md5 date expect host max-forwards
  proxy-authenticate server te trailer transfer-encoding upgrade user-agent www-authenticate`.split(/\s+/),
);

/** What is no problem is what a function can give and the gateway hands on, where the status has content at all. */
export const answers: Rule = function* ({ operations }) {
  for (const { label, responses } of operations) {
    const succeeding = new Set(successes(responses).map(([status]) => status));
    for (const [status, node] of responses) {
      yield* headerNames(label, node, succeeding.has(status));
      if (status.startsWith('1')) {
        const message = `${label}: expected answers from 200 to 599, received ${status}`;
        yield at('answers', node, message, 'Remove it: API Gateway takes no interim response from a function.');
      }
      if (succeeding.has(status)) yield* content(label, status, node);
    }
  }
};

function* content(label: string, status: string, node: Node): Iterable<Draft> {
  const place = child(node, 'content');
  const types = members(place);
  const received = types.map(([type]) => type).join(', ');
  if (bodiless.has(status) && types.length > 0) {
    const message = `${label}: expected no content of ${status}, received ${received}`;
    yield at('answers', place, message, 'Remove it: HTTP gives this status none.');
    return;
  }
  if (types.length > 1 && types.some(([type]) => type === eventStream)) {
    const message = `${label}: expected ${eventStream} alone for ${status}, received ${received}`;
    yield at('answers', place, message, 'Make the stream an operation of its own.');
  }
  for (const [type, media] of types) {
    if (kindOf(type) === 'bytes' || asObject(media.value).schema !== undefined) continue;
    yield at('answers', media, `${label}: expected a schema for ${type}, received none`, 'Add schema.');
  }
}

function* headerNames(label: string, node: Node, succeeds: boolean): Iterable<Draft> {
  for (const [name, header] of members(child(node, 'headers'))) {
    if (!token.test(name)) {
      const message = `${label}: expected a header name that is a token (RFC 9110, 5.6.2), received "${name}"`;
      yield at('answers', header, message, 'Rename it.');
    } else if (succeeds && gatewaysOwn.has(name.toLowerCase())) {
      const message = `${label}: expected a header that API Gateway hands on, received "${name}"`;
      yield at('answers', header, message, 'Remove it: API Gateway renames or drops it.');
    }
  }
}

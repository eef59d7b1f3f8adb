import { asObject } from '../json.ts';
import { child, members } from '../node.ts';
import { at, type Rule } from './rule.ts';

const takesNone = new Set(['get', 'head', 'delete']);

/** A request body has one JSON media type and a schema; GET, HEAD and DELETE have no body. */
export const requestBody: Rule = function* ({ operations }) {
  for (const { label, method, requestBody: body } of operations) {
    if (body === undefined) continue;
    if (takesNone.has(method)) {
      const message = `${label}: expected no request body on ${method.toUpperCase()}, received one`;
      yield at('request-body', body, message, 'Move what it says to parameters (RFC 9110, 9.3.1).');
    }
    const types = members(child(body, 'content'));
    if (types.length !== 1 || !types.every(([type]) => /^application\/([a-z0-9.-]+\+)?json$/.test(type))) {
      const received = types.map(([type]) => type).join(', ') || 'none';
      const message = `${label}: expected one JSON media type for the body, received ${received}`;
      yield at('request-body', child(body, 'content'), message, 'Keep one, as in application/json.');
    }
    for (const [type, content] of types) {
      if (asObject(content.value).schema !== undefined) continue;
      yield at('request-body', content, `${label}: expected a schema for ${type}, received none`, 'Add schema.');
    }
  }
};

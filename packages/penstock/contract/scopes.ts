import type { JsonObject } from './json.ts';
import { child, members, resolve } from './node.ts';

/** The scopes that the document's OAuth 2 schemes declare, in its order. */
export function declaredScopes(root: JsonObject): readonly string[] {
  const schemes = members(child({ value: root, pointer: '' }, 'components', 'securitySchemes'));
  const scopes = schemes.flatMap(([, scheme]) =>
    members(child(resolve(root, scheme), 'flows')).flatMap(([, flow]) => members(child(flow, 'scopes'))),
  );
  return [...new Set(scopes.map(([name]) => name))];
}

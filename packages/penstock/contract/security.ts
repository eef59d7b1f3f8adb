import { asArray, asObject, asStrings, type JsonObject } from './json.ts';
import type { Operation, SecurityRequirement } from './model.ts';
import { child, items, members, type Node, resolve } from './node.ts';

/** What a security scheme asks a caller for, or why it can't be served. */
export type Scheme =
  | { readonly kind: 'token' }
  | { readonly kind: 'apiKey'; readonly header: string }
  | { readonly kind: 'unserved'; readonly received: string; readonly why: string; readonly fix: string };

const unserved = (received: string, why: string, fix: string): Scheme => ({ kind: 'unserved', received, why, fix });

const bearerOrKey = "Write `type: http, scheme: bearer` for tokens of the stage's issuer, or an apiKey in a header.";

/**
 * A token is the stage's issuer's, whichever way a document describes it: its flows are between clients and the issuer.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
 */
export function schemeOf(value: unknown): Scheme {
  const { type, scheme, in: place, name } = asObject(value);
  if (type === 'oauth2' || type === 'openIdConnect') return { kind: 'token' };
  if (type === 'http') {
    const by = String(scheme).toLowerCase();
    if (by === 'bearer') return { kind: 'token' };
    return unserved(`http ${by}`, 'the authorizer checks tokens and keys, and has no passwords', bearerOrKey);
  }
  if (type === 'apiKey') return keyIn(String(place), String(name));
  if (type === 'mutualTLS') {
    return unserved('mutualTLS', 'a stage has no trust store to check the certificates of clients with', bearerOrKey);
  }
  return unserved(String(type), 'the authorizer checks tokens and keys', bearerOrKey);
}

const reasons: Readonly<Record<string, string>> = {
  // RFC 6750, 5.3, says it of tokens.
  query: 'URLs are kept by logs and histories',
  cookie: 'browsers send cookies for any page that makes them',
};

/** The names of headers that a gateway can ask for. */
const headerName = /^[A-Za-z0-9._$:-]{1,64}$/;
/** Hosts and proxies use these up. */
const takenHeaders = new Set(['connection', 'content-length', 'content-type', 'expect', 'host', 'te', 'via']);

function keyIn(place: string, name: string): Scheme {
  if (place !== 'header') {
    const why = reasons[place] ?? 'a key is a header';
    return unserved(`an apiKey in ${place}`, why, 'Write `in: header`, with a name such as X-Api-Key.');
  }
  if (headerName.test(name) && !takenHeaders.has(name.toLowerCase())) return { kind: 'apiKey', header: name };
  return unserved(`an apiKey in the header ${name}`, 'no request could bring it', 'Name the header X-Api-Key.');
}

/** The scheme of a name, as it is declared; its value is undefined where it is not. */
export const declaredScheme = (root: JsonObject, name: string): Node =>
  resolve(root, child({ value: root, pointer: '' }, 'components', 'securitySchemes', name));

/** Anyone may call: nothing is asked for, or a requirement of nothing (OpenAPI 3.1.1, 4.8.30). */
export const isOpenToAll = ({ value }: Node): boolean =>
  Array.isArray(value) && value.every((requirement) => Object.keys(asObject(requirement)).length === 0);

/**
 * The ways in that a checked document leaves. The schemes of one requirement are all tokens, and one token shows them all;
 * or it is one key.
 */
export function requirementsOf(root: JsonObject, security: Node): readonly SecurityRequirement[] {
  if (isOpenToAll(security)) return [];
  const all = items(security).map((requirement): SecurityRequirement => {
    const named = members(requirement);
    const scopes = [...new Set(named.flatMap(([, node]) => asStrings(node.value)))];
    const key = named.map(([name]) => schemeOf(declaredScheme(root, name).value)).find(({ kind }) => kind === 'apiKey');
    return key?.kind === 'apiKey'
      ? { credential: 'apiKey', header: key.header, scopes }
      : { credential: 'token', scopes };
  });
  return distinct(all);
}

function distinct(all: readonly SecurityRequirement[]): readonly SecurityRequirement[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** The scopes that the document's OAuth 2 schemes declare, in its order. */
export function declaredScopes(root: JsonObject): readonly string[] {
  const schemes = members(child({ value: root, pointer: '' }, 'components', 'securitySchemes'));
  const scopes = schemes.flatMap(([, scheme]) => scopesOfScheme(resolve(root, scheme)));
  return [...new Set(scopes)];
}

export const scopesOfScheme = (scheme: Node): readonly string[] =>
  members(child(scheme, 'flows')).flatMap(([, flow]) => members(child(flow, 'scopes')).map(([name]) => name));

/** The names of the schemes that a requirement of the document asks for, each with what is named of it. */
export const namedIn = (security: Node): readonly (readonly [string, Node])[] =>
  asArray(security.value).length === 0 ? [] : items(security).flatMap((requirement) => members(requirement));

/** The scopes that a token needs, one whole list of these; none where no token is asked for. */
export const tokenScopes = ({ security }: Pick<Operation, 'security'>): readonly (readonly string[])[] =>
  security.filter(({ credential }) => credential === 'token').map(({ scopes }) => scopes);

/** Whether some operation takes keys: the stage has a table for them then. */
export const takesKeys = (operations: readonly Pick<Operation, 'security'>[]): boolean =>
  operations.some(({ security }) => security.some(({ credential }) => credential === 'apiKey'));

import type { OperationDefinitionNode } from 'graphql';
import { documentHash } from './document-cache.ts';

/** Documents of the graph's own clients, by their SHA-256 in hex: what `trustedDocuments` of the contract derives. */
export type TrustedDocuments = Readonly<Record<string, string>>;

/** What a request says of its document; each member as it was received. */
export interface DocumentRequest {
  readonly query?: unknown;
  /** `sha256:` and the hash, or the hash alone. */
  readonly documentId?: unknown;
  /** Apollo's clients put the hash into `persistedQuery.sha256Hash`. */
  readonly extensions?: unknown;
}

export type FoundDocument =
  | { readonly outcome: 'found'; readonly source: string; readonly trusted: boolean }
  /** The request has neither a document nor a hash. */
  | { readonly outcome: 'no-document' }
  /** It has a hash of no trusted document. */
  | { readonly outcome: 'document-unknown'; readonly hash: string }
  /** It has a document that is none of them, and the stage takes no other. */
  | { readonly outcome: 'document-not-trusted'; readonly hash: string };

export interface TrustOptions {
  readonly trusted: TrustedDocuments;
  /** Whether the stage refuses every other document. */
  readonly only: boolean;
}

/** The document that a request asks to run. */
export function documentFor(request: DocumentRequest, { trusted, only }: TrustOptions): FoundDocument {
  const { query } = request;
  if (typeof query === 'string' && query !== '') {
    // Nothing has to be hashed where it makes no difference.
    if (!only) return { outcome: 'found', source: query, trusted: false };
    const hash = documentHash(query);
    return Object.hasOwn(trusted, hash)
      ? { outcome: 'found', source: query, trusted: true }
      : { outcome: 'document-not-trusted', hash };
  }
  const hash = hashIn(request);
  if (hash === undefined) return { outcome: 'no-document' };
  const source = Object.hasOwn(trusted, hash) ? trusted[hash] : undefined;
  return source === undefined
    ? { outcome: 'document-unknown', hash: hash.slice(0, HASH_LENGTH) }
    : { outcome: 'found', source, trusted: true };
}

const HASH_LENGTH = 64;

function hashIn({ documentId, extensions }: DocumentRequest): string | undefined {
  const hash = documentId ?? Object(Object(extensions).persistedQuery).sha256Hash;
  return typeof hash === 'string' && hash !== '' ? hash.replace(/^sha256:/, '') : undefined;
}

/**
 * Whether GET may run it: what changes nothing, by a trusted hash. Any other document in a URL would be in the logs of everything on
 * the way, and a mutation by GET would be run by whatever follows links.
 */
export const mayBeGot = (
  found: FoundDocument,
  request: DocumentRequest,
  { operation }: OperationDefinitionNode,
): boolean => found.outcome === 'found' && found.trusted && request.query === undefined && operation !== 'mutation';

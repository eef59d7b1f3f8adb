import { type DocumentNode, GraphQLError, parse } from 'graphql';
import type { GraphLimits } from './limits.ts';
import type { LimitRefusal } from './refusal.ts';

export type Parsed =
  | { readonly outcome: 'parsed'; readonly document: DocumentNode }
  | { readonly outcome: 'refused'; readonly refusal: LimitRefusal }
  | { readonly outcome: 'malformed'; readonly error: GraphQLError };

/** Reads a document up to the limits of its length. */
export function parseDocument(source: string, { characters, tokens }: GraphLimits): Parsed {
  if (source.length > characters) {
    const refusal = { code: 'document-too-long', what: 'Characters of the document', received: source.length } as const;
    return { outcome: 'refused', refusal: { ...refusal, limit: characters } };
  }
  try {
    return { outcome: 'parsed', document: parse(source, { maxTokens: tokens }) };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!tooManyTokens.test(error.message)) return { outcome: 'malformed', error };
    const refusal = {
      code: 'token-limit',
      what: 'Tokens of the document',
      received: tokens + 1,
      limit: tokens,
    } as const;
    return { outcome: 'refused', refusal };
  }
}

/** graphql has no other sign of it; a test asks the version that is installed. */
const tooManyTokens = /^Syntax Error: Document contains more than \d+ tokens/;

/** A body that is a list asks for many operations at once; the graph takes one. */
export const batchRefusal = (requests: readonly unknown[]): LimitRefusal => ({
  code: 'batch-refused',
  what: 'Operations in one request',
  received: requests.length,
  limit: 1,
});

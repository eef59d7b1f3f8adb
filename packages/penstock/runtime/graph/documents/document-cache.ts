import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  validate,
} from 'graphql';
import { checkDocument, type DocumentRules } from '../safety/check-document.ts';
import { parseDocument } from '../safety/parse-document.ts';
import type { LimitRefusal } from '../safety/refusal.ts';

/** A document that was read, is within the limits and valid. */
export interface ReadyDocument {
  readonly outcome: 'ready';
  /** SHA-256 of its text, in hex: what logs and trusted documents know it by. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export type Prepared =
  | ReadyDocument
  | { readonly outcome: 'refused'; readonly refusal: LimitRefusal }
  /** Malformed or not valid: what graphql says of it, without suggestions. */
  | { readonly outcome: 'invalid'; readonly errors: readonly GraphQLError[] };

export interface CacheOptions extends DocumentRules {
  readonly schema: GraphQLSchema;
  /** Documents that are retained, at the most. */
  readonly most?: number;
  /** Characters of all that are retained, at the most: a parsed document takes some fifty bytes for each. */
  readonly mostCharacters?: number;
}

/** Errors of a document that are told; validation stops there. */
const MAX_ERRORS = 5;

/**
 * Reads, checks and validates documents, and retains those that may run, the least recently used leaving first. What is
 * refused is not retained: an attack would take the room of what clients use.
 */
export function documentCache({
  schema,
  limits,
  introspection,
  most = 500,
  mostCharacters = 500_000,
}: CacheOptions): (source: string) => Prepared {
  const ready = new Map<string, ReadyDocument>();
  let characters = 0;
  const retain = (source: string, document: ReadyDocument): void => {
    ready.set(source, document);
    characters += source.length;
    for (const oldest of ready.keys()) {
      if (ready.size <= most && characters <= mostCharacters) break;
      ready.delete(oldest);
      characters -= oldest.length;
    }
  };
  return (source) => {
    const known = ready.get(source);
    if (known !== undefined) {
      // A Map keeps the order of insertion: the first is the one used longest ago.
      ready.delete(source);
      ready.set(source, known);
      return known;
    }
    const prepared = prepare(source, schema, { limits, introspection });
    if (prepared.outcome === 'ready') retain(source, prepared);
    return prepared;
  };
}

function prepare(source: string, schema: GraphQLSchema, rules: DocumentRules): Prepared {
  const parsed = parseDocument(source, rules.limits);
  if (parsed.outcome === 'malformed') return { outcome: 'invalid', errors: [parsed.error] };
  if (parsed.outcome === 'refused') return parsed;
  const { document } = parsed;
  const refusal = checkDocument(document, rules);
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  const errors = validate(schema, document, undefined, { maxErrors: MAX_ERRORS, hideSuggestions: true });
  if (errors.length > 0) return { outcome: 'invalid', errors };
  const { definitions } = document;
  return {
    outcome: 'ready',
    hash: documentHash(source),
    document,
    operations: definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION),
    fragments: new Map(
      definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
    ),
  };
}

export const documentHash = (source: string): string => createHash('sha256').update(source).digest('hex');

/** The operation that a request asks for; an error where it names none that is there. */
export function operationNamed(
  { operations }: ReadyDocument,
  name: string | undefined,
): OperationDefinitionNode | GraphQLError {
  const [first, ...more] = name === undefined ? operations : operations.filter((one) => one.name?.value === name);
  if (first !== undefined && more.length === 0) return first;
  if (name !== undefined) return new GraphQLError(`The document has no operation ${JSON.stringify(name)}.`);
  return new GraphQLError(
    first === undefined ? 'The document has no operation.' : 'Which operation is to run? Send its operationName.',
  );
}

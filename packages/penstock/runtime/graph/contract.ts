import type { OperationContract } from '../operation-contract.ts';
import type { TrustedDocuments } from './documents/trusted-documents.ts';

/** What the contract promises about the graph: the shape of the generated `functions/generated/graph/contract.ts`. */
export interface GraphContract<Resolvers = object> {
  readonly operationId: string;
  /** It takes a token; which scopes, its fields say. */
  readonly authenticated: boolean;
  /** Milliseconds after which the request has been answered, whatever happens. */
  readonly deadline: number;
  /** How often a dependency may be asked, the first time included. */
  readonly attempts: number;
  /** Milliseconds that one attempt may take. */
  readonly attemptTimeout: number;
  /** The definitions of its schema: graphql's AST, as JSON. */
  readonly schema: string;
  /** The fields of the root types, by schema coordinate. */
  readonly fields: Readonly<Record<string, FieldContract>>;
  /** What is deprecated, by schema coordinate, with the last day that it works: YYYY-MM-DD. */
  readonly sunsets: Readonly<Record<string, string>>;
  /** The documents of the graph's own clients, by their hash. */
  readonly trusted: TrustedDocuments;
  /** The caller's plan decides what operations may cost together in a minute. */
  readonly plans: Readonly<Record<string, { readonly graphCost?: number }>>;
  /** Carries the type of the resolvers; never set. */
  readonly __resolvers?: Resolvers;
}

/** The operation whose use case a field serves, and how its arguments are what the operation takes. */
export interface FieldContract {
  readonly operation: OperationContract;
  /** The parameters of the operation, by the arguments that stand for them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The argument that is the body. */
  readonly body?: string;
  /** The argument that may name the request, instead of the header Idempotency-Key. */
  readonly key?: string;
}

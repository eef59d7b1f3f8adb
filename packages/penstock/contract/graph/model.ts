import type { Endpoint } from '../endpoint.ts';
import type { TrustedDocument } from './documents/trusted-documents.ts';

/** What the contract says of its graph, read once and checked. */
export interface GraphContract {
  readonly file: string;
  /** As functions are given it: the directives of the contract's own taken out, those of the kit and its scalars put in. */
  readonly sdl: string;
  /** Its routes, and the function behind them. */
  readonly endpoint: Endpoint;
  /** The fields that serve use cases, in the order of the file. */
  readonly fields: readonly GraphField[];
  /** What its own clients ask for. */
  readonly documents: readonly TrustedDocument[];
  /** What is deprecated, by its schema coordinate. */
  readonly sunsets: Readonly<Record<string, string>>;
}

/** A field of a root type, and the operation whose use case it serves. */
export interface GraphField {
  /** `Query.parcel`. */
  readonly coordinate: string;
  readonly operationId: string;
  /** The parameters of the operation by the arguments that stand for them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The argument that is the body of the operation. */
  readonly body?: string;
  /** The argument that may name the request, instead of the header Idempotency-Key. */
  readonly key?: string;
}

/** Every function has a name: that of the graph's. */
export const graphName = 'graph';

export const graphPath = '/graphql';

import type { Endpoint } from '../endpoint.ts';
import type { TrustedDocument } from './documents/trusted-documents.ts';

/** What the contract says of its graph, read once and checked. */
export interface GraphContract {
  readonly file: string;
  /** As functions are given it: the directives of the contract's own taken out, those of the kit and its scalars put in. */
  readonly sdl: string;
  /** Its routes, and the function behind them. */
  readonly endpoint: Endpoint;
  /** The routes of its subscriptions, and the function behind them; undefined where it has none. */
  readonly streams: Endpoint | undefined;
  /** The fields that serve use cases, in the order of the file. */
  readonly fields: readonly GraphField[];
  /** What another graph's gateway takes it for; undefined where it links no federation. */
  readonly subgraph: GraphSubgraph | undefined;
  /** What its own clients ask for. */
  readonly documents: readonly TrustedDocument[];
  /** What is deprecated, by its schema coordinate. */
  readonly sunsets: Readonly<Record<string, string>>;
}

/** A graph as a subgraph of a federated one. */
export interface GraphSubgraph {
  /** What is composed: the file without what only its contract reads. */
  readonly sdl: string;
  readonly entities: readonly GraphEntity[];
}

/** A type that other subgraphs may ask for by a key. */
export interface GraphEntity {
  readonly type: string;
  /** The fields of its key. */
  readonly key: readonly string[];
  /** The query that finds one: it takes the key as its arguments, and an entity is found as by it. */
  readonly field: GraphField;
}

export type Root = 'query' | 'mutation' | 'subscription';

/** A field of a root type, and the operation whose use case it serves. */
export interface GraphField {
  /** `Query.parcel`. */
  readonly coordinate: string;
  readonly root: Root;
  readonly operationId: string;
  /** The parameters of the operation by the arguments that stand for them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The argument that is the body of the operation. */
  readonly body?: string;
  /** The argument that may name the request, instead of the header Idempotency-Key. */
  readonly key?: string;
}

/** Every function has a name: that of the graph's, and of its subscriptions'. */
export const graphName = 'graph';
export const graphStreamsName = 'graphStreams';

export const graphPath = '/graphql';
export const graphStreamsPath = `${graphPath}/stream`;

/** The fields that each of the two functions resolves. */
export const fieldsOf = ({ fields }: Pick<GraphContract, 'fields'>) => {
  const isStream = ({ root }: GraphField) => root === 'subscription';
  return { graph: fields.filter((one) => !isStream(one)), streams: fields.filter(isStream) };
};

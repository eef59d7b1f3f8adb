import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import type { CostBudget } from '../../../runtime/graph/budget/cost-budget.ts';
import type { GraphContract } from '../../../runtime/graph/contract.ts';
import { graphHandler } from '../../../runtime/graph/handler.ts';
import type { FieldRequest } from '../../../runtime/graph/resolvers.ts';
import type { CorsSettings } from '../../../runtime/http/cors.ts';
import {
  caller,
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';

type Given = Readonly<Record<string, unknown>>;
type Request = FieldRequest<unknown, Given, Given>;
type Resolve = (request: Request) => Promise<unknown>;

export const parcelId = `par_${'0'.repeat(26)}`;

export const aParcel = {
  id: parcelId,
  status: 'pending',
  currency: 'EUR',
  total: 9_007_199_254_740_991,
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  version: 1,
  createdAt: '2026-11-29T12:00:00.000Z',
  updatedAt: '2026-11-29T12:00:00.000Z',
};

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface GraphOptions {
  readonly resolvers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly introspection?: boolean;
  readonly trustedOnly?: boolean;
  readonly now?: () => number;
  readonly cors?: CorsSettings;
  readonly budget?: CostBudget;
}

const notExpected: Resolve = async () => {
  throw new Error('not expected');
};

/** A handler of the graph whose resolvers a test gives, and what it was asked and reported. */
export function graphOf(generated: GraphContract, options: GraphOptions = {}) {
  const { resolvers = {}, introspection = true, trustedOnly = false, now, budget, cors } = options;
  const { runtime, lines, metrics, deprecatedUses } = recordingRuntime(now);
  const handler = graphHandler(generated, {
    resolvers: {
      ...resolvers,
      Query: { parcel: notExpected, parcels: notExpected, ...resolvers.Query },
      Mutation: {
        createParcel: notExpected,
        updateParcel: notExpected,
        cancelParcel: notExpected,
        ...resolvers.Mutation,
      },
    },
    runtime: () => runtime,
    budget: budget && (() => budget),
    settings: () => ({ introspection, trustedOnly }),
    cors: () => cors,
  });
  const send = async (event: EventOptions, remaining?: number): Promise<GraphAnswer> => {
    const response = await handler(gatewayEvent({ path: '/graphql', ...event }), lambdaContext(remaining));
    const { data, errors = [], extensions } = JSON.parse(response.body);
    const { statusCode: status, headers = {}, body: text } = response;
    return { status, headers, text, data, errors, extensions };
  };
  const post = (query: string, variables: Given = {}, event: EventOptions = {}): Promise<GraphAnswer> =>
    send({
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      caller: caller(),
      ...event,
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/graphql-response+json',
        ...event.headers,
      },
    });
  return { handler, send, post, lines, metrics, deprecatedUses };
}

export const newKey = (): string => randomUUID();

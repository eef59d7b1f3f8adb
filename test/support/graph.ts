import type { Call } from 'penstock/testkit/http';
import type { TestCloud } from './cloud.ts';

export interface GraphAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into errors of every shape.
  readonly errors: readonly any[];
}

/** Asks the graph for something. */
export async function ask(
  cloud: Pick<TestCloud, 'call'>,
  token: string,
  query: string,
  variables: object = {},
  headers: Call['headers'] = {},
): Promise<GraphAnswer> {
  const { status, json } = await cloud.call('POST', '/graphql', { token, body: { query, variables }, headers });
  return { status, data: json.data, errors: (json.errors ?? []) as readonly unknown[] };
}

const fullOrder = 'id status currency total items { sku quantity unitPrice } reference version createdAt updatedAt';

export const createOrder = `mutation Create($input: NewOrder!, $key: String) {
  createOrder(input: $input, idempotencyKey: $key) { replayed order { ${fullOrder} } }
}`;

export const cancelOrder = `mutation Cancel($id: ID!, $key: String) {
  cancelOrder(id: $id, idempotencyKey: $key) { replayed order { ${fullOrder} } }
}`;

export const readOrder = `query Read($id: ID!) { order(id: $id) { ${fullOrder} } }`;

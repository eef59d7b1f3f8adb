import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Answer, Call } from 'penstock/testkit/http';
import type { TestCloud } from './cloud.ts';

export const newOrder = {
  currency: 'EUR',
  items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
  reference: 'PO-1001',
};

/** Places an order, with a fresh key unless `headers` names one. */
export function place(cloud: TestCloud, token: string, call: Call = {}): Promise<Answer> {
  return cloud.call('POST', '/v1/orders', {
    token,
    body: newOrder,
    ...call,
    headers: { 'idempotency-key': randomUUID(), ...call.headers },
  });
}

/** Places an order that must be accepted, and returns it. */
export async function placed(cloud: TestCloud, token: string, call: Call = {}): Promise<Answer & { id: string }> {
  const answer = await place(cloud, token, call);
  expect(answer.status).toBe(201);
  return { ...answer, id: String(answer.json.id) };
}

export function cancel(cloud: TestCloud, token: string, id: string, key: string = randomUUID()): Promise<Answer> {
  return cloud.call('POST', `/v1/orders/${id}/cancellation`, { token, headers: { 'idempotency-key': key } });
}

export function patch(cloud: TestCloud, token: string, id: string, body: unknown, call: Call = {}): Promise<Answer> {
  return cloud.call('PATCH', `/v1/orders/${id}`, {
    token,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"1"', ...call.headers },
  });
}

/** Asserts all that every error promises: the media type, every member, the ids, and the code asked for. */
export function expectProblem(answer: Answer, status: number, code?: string): void {
  expect({ status: answer.status, type: answer.json.type ?? answer.text }).toEqual({
    status,
    type: code === undefined ? expect.stringMatching(/^urn:penstock:problem:[a-z-]+$/) : `urn:penstock:problem:${code}`,
  });
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json).toMatchObject({
    title: expect.stringMatching(/\S/),
    status,
    detail: expect.stringMatching(/\S/),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    correlationId: answer.headers['x-correlation-id'],
    retryable: expect.any(Boolean),
  });
  expect(answer.text).not.toMatch(/node_modules|\bat \S+ \(|index\.cjs|AccessDenied|ECONN/);
}

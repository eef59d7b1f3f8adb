import { describe, expect, it } from '@jest/globals';
import type { Answer } from 'penstock/testkit/http';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import { operationAt, oracle } from './oracle.ts';
import type { FuzzRequest } from './requests.ts';

const judge = oracle(loadContract('contract/openapi.yaml'));

const request = (reference: string, over: Partial<FuzzRequest> = {}): FuzzRequest => ({
  method: 'POST',
  path: '/v1/orders',
  headers: {},
  body: JSON.stringify({ currency: 'EUR', items: [{ sku: 'A', quantity: 1, unitPrice: 1 }], reference }),
  token: 'good',
  accepted: true,
  ...over,
});

function answer(status: number, json: Record<string, unknown>): Answer {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const bytes = Buffer.from(JSON.stringify(json));
  return { status, headers: { 'content-type': type, 'x-correlation-id': 'c-1' }, text: bytes.toString(), bytes, json };
}

const refusal = (...pointers: readonly string[]): Answer =>
  answer(422, {
    type: 'urn:penstock:problem:validation',
    title: 'Validation failed',
    status: 422,
    detail: 'It does not fit.',
    instance: 'urn:uuid:r-1',
    correlationId: 'c-1',
    retryable: false,
    errors: pointers.map((pointer) => ({ pointer, detail: 'cannot be carried' })),
  });

const placed = (reference: string): Answer =>
  answer(201, {
    id: `ord_${'0'.repeat(26)}`,
    status: 'pending',
    currency: 'EUR',
    total: 1,
    items: [{ sku: 'A', quantity: 1, unitPrice: 1 }],
    reference,
    version: 1,
    createdAt: '2026-11-22T17:49:04.862Z',
    updatedAt: '2026-11-22T17:49:04.862Z',
  });

describe('the oracle', () => {
  it.each(['gift \u{1f381}', '\u202e', 'plain'])('takes no refusal of %j', (reference) => {
    expect(judge(request(reference), refusal('#/reference'))).toBe('refused a request that the contract accepts');
    expect(judge(request(reference), placed(reference))).toBeUndefined();
  });

  it.each(['\ufffe', 'a\u{1ffff}', '\u0000', '\ud800'])(
    'lets %j be refused by a pointer at it, and at nothing else',
    (reference) => {
      expect(judge(request(reference), refusal('#/reference'))).toBeUndefined();
      expect(judge(request(reference), refusal('#/currency'))).toBe('refused a request that the contract accepts');
      expect(judge(request(reference), refusal())).toBe('refused a request that the contract accepts');
    },
  );

  it('finds a text that is not kept as it was sent', () => {
    expect(judge(request('gift \u{1f381}'), placed('gift \ufffd'))).toBe('keeps another text than it was sent');
  });

  it('takes a body of nothing as none', () => {
    expect(judge(request('', { body: '' }), placed('a'))).toBeUndefined();
  });

  it('finds a body that was accepted and is no UTF-8, or no JSON', () => {
    const bytes = Buffer.concat([Buffer.from('{"reference":"'), Buffer.from([0xff]), Buffer.from('"}')]);

    expect(judge(request('', { body: bytes, accepted: false }), placed('\ufffd'))).toBe(
      'accepted a body that is no UTF-8',
    );
    expect(judge(request('', { body: '{', accepted: false }), placed('a'))).toBe('accepted a body that is no JSON');
  });
});

describe('the operation of a request', () => {
  const contract = loadContract('contract/openapi.yaml');

  it.each([
    ['/v1/orders/ord_1/cancellation', 'cancelOrder'],
    ['/v1/orders?limit=1', 'createOrder'],
    ['/v1/orders/./cancellation', undefined],
    ['/v1/x/../orders', 'createOrder'],
    ['//orders', undefined],
  ])('to %s is %s', (path, operationId) => {
    expect(operationAt(contract, { method: 'POST', path })?.operationId).toBe(operationId);
  });
});

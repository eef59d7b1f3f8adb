import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import { operationAt } from './oracle.ts';
import { type FuzzRequest, requests, requestsInTests } from './requests.ts';

const contract = loadContract('contract/openapi.yaml');
const samples = new Map(
  [1, 2].map((seed) => [seed, fc.sample(requests(contract, ['ord_1']), { seed, numRuns: requestsInTests })]),
);

/** What may be wrong with a request, as far as its looks say. */
const ways: Readonly<Record<string, (request: FuzzRequest) => boolean>> = {
  'nothing, as it seems': ({ accepted }) => accepted,
  'no token': ({ accepted, token }) => !accepted && token === 'none',
  'a token of nonsense': ({ token }) => token === 'nonsense',
  'another media type': ({ headers }) => /plain|utf-16|html|^\/$/.test(headers['content-type'] ?? ''),
  'bytes that are no text': ({ body }) => body instanceof Buffer,
  'a body near the limit of its size': ({ body }) => (body?.length ?? 0) >= 65_000,
  'a body that is no JSON': ({ body }) => typeof body === 'string' && !isJson(body),
  'another body in JSON': ({ accepted, body }) => !accepted && typeof body === 'string' && isJson(body),
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the requests of a run of the tests', () => {
  it.each([...samples])('meet each operation as declared and damaged, with seed %i', (_, drawn) => {
    const sample = drawn.map((request) => ({
      ...request,
      operationId: operationAt(contract, request)?.operationId,
    }));
    const met = (accepted: boolean) =>
      new Set(sample.filter((one) => one.accepted === accepted).map(({ operationId }) => operationId));
    const all = contract.operations.map(({ operationId }) => operationId);

    expect(all.filter((operationId) => !met(true).has(operationId))).toEqual([]);
    expect(all.filter((operationId) => !met(false).has(operationId))).toEqual([]);
    expect(met(false)).toContain(undefined);
  });

  it.each(Object.entries(ways))('have %s in many of them', (_, isSo) => {
    for (const drawn of samples.values()) expect(drawn.filter(isSo).length).toBeGreaterThan(5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { budgetTerms } from '../../../runtime/graph/budget/cost-budget.ts';
import { documentHash } from '../../../runtime/graph/documents/document-cache.ts';
import { inMemoryBudget } from '../../../testkit/in-memory-budget.ts';
import { caller } from '../../../testkit/operation-runtime.ts';
import { generatedGraph } from './generated-graph.ts';
import { aParcel, graphOf, parcelId } from './parcels-graph.ts';

const query = `query One { parcel(id: "${parcelId}") { id } }`;
const hash = documentHash(query);
const generated = { ...(await generatedGraph()), trusted: { [hash]: query } };
const resolvers = { Query: { parcel: async () => aParcel } };
const data = { parcel: { id: parcelId } };
const closed = graphOf(generated, { resolvers, introspection: false });

describe('a trusted document', () => {
  it.each([
    ['documentId', { documentId: `sha256:${hash}` }],
    ['an extension', { extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }) }],
  ])('is got by its hash in %s', async (_name, asked) => {
    expect(await closed.send({ method: 'GET', query: asked })).toMatchObject({ status: 200, data });
  });

  it('is posted by its hash', async () => {
    const body = JSON.stringify({ documentId: hash });
    expect(await closed.post('', {}, { body })).toMatchObject({ status: 200, data });
  });

  it('is the only one that GET takes, where nobody may look at the graph', async () => {
    const { status, headers, errors } = await closed.send({ method: 'GET', query: { query } });
    expect([status, headers.Allow, errors[0]?.extensions?.code]).toEqual([405, 'POST', 'method-not-allowed']);
  });

  it('is the only one that is taken, where the stage says so', async () => {
    const only = graphOf(generated, { resolvers, trustedOnly: true });
    expect(await only.post(query)).toMatchObject({ status: 200, data });
    const { status, errors } = await only.post('{ __typename }');
    expect([status, errors[0]?.extensions?.code]).toEqual([400, 'document-not-trusted']);
  });

  it('that is not there is told from a document that is wrong', async () => {
    const body = JSON.stringify({ documentId: 'f'.repeat(64) });
    const { status, errors } = await closed.post('', {}, { body });
    expect([status, errors[0]?.extensions?.code]).toEqual([400, 'document-unknown']);
  });
});

describe('the budget of a tenant', () => {
  const at = Date.parse('2026-11-29T12:00:45Z');
  const budgeted = (graphCost: number) => {
    const budget = inMemoryBudget(budgetTerms({ free: { graphCost } }), () => at);
    return graphOf(generated, { resolvers, budget, now: () => at });
  };
  const asking = (tenant = 'acme') => ({ caller: caller({ tenant, plan: 'free', exp: String(at / 1000 + 600) }) });

  it('is charged before an operation runs, which learns what is left', async () => {
    const { extensions, headers } = await budgeted(10).post(query, {}, asking());
    const cost = extensions?.cost as { requested: number; remaining: number };
    expect(cost.remaining).toBe(10 - cost.requested);
    expect(headers.RateLimit).toBe(`"graph-cost";r=${cost.remaining};t=15`);
  });

  it('refuses with when to come again, one tenant and no other', async () => {
    const { post } = budgeted(3);
    await post(query, {}, asking());
    const { status, headers, data: nothing, errors } = await post(query, {}, asking());
    expect([status, headers['Retry-After'], nothing]).toEqual([429, '15', undefined]);
    expect(headers.RateLimit).toMatch(/^"graph-cost";r=\d+;t=15$/);
    expect(errors[0]?.extensions).toMatchObject({ code: 'budget-exceeded', retryable: true });
    expect((await post(query, {}, asking('globex'))).status).toBe(200);
  });

  it('refuses for good what the plan has in no minute', async () => {
    const { status, errors } = await budgeted(1).post(query, {}, asking());
    expect([status, errors[0]?.extensions]).toMatchObject([400, { code: 'cost-limit', retryable: false }]);
  });

  it('lets through what could not be charged, and says so', async () => {
    const budget = { charge: async () => ({ outcome: 'unmetered', cause: new Error('away') }) as const };
    const { post, lines } = graphOf(generated, { resolvers, budget });
    expect((await post(query)).status).toBe(200);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', message: 'cost not charged' }));
  });
});

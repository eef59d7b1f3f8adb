import { describe, expect, it } from '@jest/globals';
import { caller } from '../../../testkit/operation-runtime.ts';
import { editedGraph } from '../../contract/graph/graph.ts';
import { generatedGraph } from './generated-graph.ts';
import { aParcel, graphOf, parcelId } from './parcels-graph.ts';

const generated = await generatedGraph();
const parcel = async () => aParcel;
const graph = graphOf(generated, { resolvers: { Query: { parcel } } });
const query = `{ parcel(id: "${parcelId}") { id total } }`;

describe('an answer of the graph', () => {
  it('is its data, as a GraphQL response that nobody else keeps', async () => {
    const { status, headers, data } = await graph.post(query);
    expect({ status, data }).toEqual({ status: 200, data: { parcel: { id: aParcel.id, total: aParcel.total } } });
    expect(headers).toMatchObject({
      'Content-Type': 'application/graphql-response+json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Correlation-Id': expect.any(String),
    });
  });

  it.each([
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['', 'application/json'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/json;q=0.5, application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json, application/graphql-response+json', 'application/json'],
    ['text/html, application/*;q=0.8', 'application/json'],
    ['application/graphql-response+json;charset=utf-8', 'application/graphql-response+json'],
  ])('to Accept: %s is %s', async (accept, type) => {
    const { status, headers } = await graph.post(query, {}, { headers: { Accept: accept } });
    expect([status, headers['Content-Type']]).toEqual([200, `${type}; charset=utf-8`]);
  });

  it.each(['text/html', 'application/json;q=0', 'application/json;charset=latin1'])(
    'to Accept: %s is 406',
    async (accept) => {
      const { status, errors } = await graph.post(query, {}, { headers: { Accept: accept } });
      expect([status, errors[0]?.extensions?.code]).toEqual([406, 'not-acceptable']);
    },
  );

  it('says by its status what became of a document, but to clients of application/json', async () => {
    const bad = '{ parcel }';
    expect((await graph.post(bad)).status).toBe(400);
    expect((await graph.post(bad, {}, { headers: { Accept: 'application/json' } })).status).toBe(200);
  });

  it('may be kept by the caller alone, where the graph says so and it was asked for by GET', async () => {
    const text = editedGraph({ from: 'parcelId")): Parcel', to: 'parcelId")): Parcel @cacheControl(maxAge: 60)' });
    const kept = graphOf(await generatedGraph(text), { resolvers: { Query: { parcel } } });
    const asked = { method: 'GET', query: { query } };
    expect((await kept.send(asked)).headers).toMatchObject({ 'Cache-Control': 'private, max-age=60' });
    expect((await kept.post(query)).headers).toMatchObject({ 'Cache-Control': 'no-store' });
    expect((await graph.send(asked)).headers).toMatchObject({ 'Cache-Control': 'no-store' });
  });
});

describe('a request of the graph', () => {
  it.each([
    ['no token', { caller: null }, 401, 'unauthorized'],
    ['a token that has expired', { caller: caller({ exp: '1' }) }, 401, 'unauthorized'],
    ['another type of content', { headers: { 'Content-Type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['no JSON', { body: '{' }, 400, 'malformed-json'],
    ['no body', { body: null }, 400, 'malformed-json'],
    ['no document', { body: '{}' }, 400, 'bad-request'],
    ['variables that are no map', { body: JSON.stringify({ query, variables: [] }) }, 400, 'bad-request'],
    ['a batch', { body: JSON.stringify([{ query }, { query }]) }, 400, 'batch-refused'],
    ['more bytes than are read', { body: `"${'a'.repeat(131_072)}"` }, 413, 'payload-too-large'],
  ])('with %s is refused', async (_name, event, status, code) => {
    const answer = await graph.post(query, {}, event);
    expect(answer).toMatchObject({ status, data: undefined });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({
      message: expect.stringMatching(/\S/),
      extensions: {
        code,
        type: `urn:penstock:problem:${code}`,
        retryable: false,
        instance: expect.stringMatching(/^urn:uuid:/),
        correlationId: answer.headers['X-Correlation-Id'],
      },
    });
  });

  it('that changes something is not taken by GET', async () => {
    const mutation = `mutation { cancelParcel(id: "${parcelId}") { replayed } }`;
    const { status, headers, errors } = await graph.send({ method: 'GET', query: { query: mutation } });
    expect([status, headers.Allow, errors[0]?.extensions?.code]).toEqual([405, 'POST', 'method-not-allowed']);
  });

  it('by GET has its variables as JSON', async () => {
    const asked = {
      query: 'query One($id: ID!) { parcel(id: $id) { id } }',
      variables: JSON.stringify({ id: parcelId }),
    };
    expect((await graph.send({ method: 'GET', query: asked })).data).toEqual({ parcel: { id: parcelId } });
    const broken = await graph.send({ method: 'GET', query: { ...asked, variables: '{' } });
    expect([broken.status, broken.errors[0]?.message]).toEqual([400, 'The parameter variables must be JSON.']);
  });

  it.each([
    ['malformed', '{ parcel', 'Syntax Error'],
    ['invalid', '{ parcels { nodes { idd } } }', 'Cannot query field "idd" on type "Parcel".'],
  ])('whose document is %s learns where, and no name that it did not send', async (_name, text, message) => {
    const { errors } = await graph.post(text);
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining(message),
      locations: [{ line: 1, column: expect.any(Number) }],
      extensions: { code: 'bad-request', retryable: false },
    });
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
  });

  it('whose variables do not fit is refused before anything runs', async () => {
    const { status, errors } = await graph.post('query ($id: ID!) { parcel(id: $id) { id } }', { id: [1] });
    expect([status, errors[0]?.extensions?.code]).toEqual([400, 'bad-request']);
  });

  it('over a limit is refused by the code of the limit', async () => {
    const wide = `{ ${Array.from({ length: 11 }, (_, at) => `a${at}: __typename`).join(' ')} }`;
    const { status, errors } = await graph.post(wide);
    expect([status, errors[0]?.extensions]).toMatchObject([400, { code: 'root-field-limit', retryable: false }]);
  });

  it('for what the graph has is answered where the stage says so alone', async () => {
    const asked = '{ __schema { queryType { name } } }';
    expect((await graph.post(asked)).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const closed = graphOf(generated, { introspection: false });
    const { status, data, errors } = await closed.post(asked);
    expect([status, data, errors[0]?.extensions?.code]).toEqual([400, undefined, 'introspection-disabled']);
    expect((await closed.post('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

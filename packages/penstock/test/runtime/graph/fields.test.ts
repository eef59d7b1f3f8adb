import { describe, expect, it } from '@jest/globals';
import { refusals } from '../../../runtime/core/refusal.ts';
import type { FieldContract } from '../../../runtime/graph/contract.ts';
import { fingerprint } from '../../../runtime/idempotency/identity.ts';
import { caller } from '../../../testkit/operation-runtime.ts';
import { editedGraph } from '../../contract/graph/graph.ts';
import { generatedGraph } from './generated-graph.ts';
import { aParcel, graphOf, newKey, parcelId } from './parcels-graph.ts';

type Request = {
  readonly tenant: string;
  readonly operationId: string;
  readonly invocationId: string;
  readonly deadlineAt: number;
  readonly identity: { readonly key: string; readonly fingerprint: string };
  readonly body: unknown;
  readonly query: unknown;
  readonly args: Readonly<Record<string, unknown>>;
  readonly graph: { once<Value>(make: () => Value): Value };
  path(name: string): string;
};

const generated = await generatedGraph();

/** A graph that keeps what its fields were asked. */
function listening() {
  const asked: Request[] = [];
  const receipt = async (request: Request) => {
    asked.push(request);
    return { parcel: aParcel, replayed: false };
  };
  const one = async (request: Request) => {
    asked.push(request);
    return aParcel;
  };
  const parcels = async (request: Request) => {
    asked.push(request);
    return { nodes: [aParcel], pageInfo: { hasNextPage: false, endCursor: null } };
  };
  const resolvers = {
    Query: { parcel: one, parcels },
    Mutation: { createParcel: receipt, updateParcel: one, cancelParcel: receipt },
  };
  return { asked, ...graphOf(generated, { resolvers }) };
}

const create =
  'mutation Create($input: NewParcel!, $key: String) { createParcel(input: $input, idempotencyKey: $key) { replayed } }';
const input = { currency: 'EUR', items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }] };

describe('a field of the graph', () => {
  it('is a call of its operation, with the tenant of the token', async () => {
    const { asked, post } = listening();
    await post(`{ parcel(id: "${parcelId}") { id } }`, {}, { caller: caller({ tenant: 'globex' }) });
    const [request] = asked;
    expect(request).toMatchObject({ operationId: 'getParcel', tenant: 'globex' });
    expect(request?.path('parcelId')).toBe(parcelId);
  });

  it('has the defaults of the contract where an argument is left out or null', async () => {
    const { asked, post } = listening();
    await post('{ parcels(after: null) { pageInfo { hasNextPage } } }');
    expect(asked[0]?.query).toEqual({ limit: 20 });
  });

  it('is refused, alone, where the contract refuses its arguments, all of them at once', async () => {
    const { post } = listening();
    const { status, data, errors } = await post(
      `{ first: parcels(first: 0, after: "!") { nodes { id } } other: parcel(id: "${parcelId}") { id } }`,
    );
    expect([status, data]).toEqual([200, { first: null, other: { id: parcelId } }]);
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['first'],
        extensions: expect.objectContaining({
          code: 'invalid-parameter',
          status: 400,
          errors: [
            { parameter: 'first', detail: 'must be 1 or more' },
            { parameter: 'after', detail: expect.stringContaining('must match') },
          ],
        }),
      }),
    ]);
  });

  it('is not found where its id could be none', async () => {
    const { post } = listening();
    const { data, errors } = await post('{ parcel(id: "nothing") { id } }');
    expect([data, errors[0]?.extensions?.code]).toEqual([{ parcel: null }, 'not-found']);
  });

  it('has findings in its body by the argument that holds it', async () => {
    const { post } = listening();
    const wrong = { currency: 'EURO', items: [{ sku: 'abc', quantity: 0, unitPrice: 1 }] };
    const { errors } = await post(create, { input: wrong, key: newKey() });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'validation',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '#/input/currency' }),
        { pointer: '#/input/items/0/quantity', detail: 'must be 1 or more' },
      ]),
    });
  });

  it('refuses what a service behind it cannot carry', async () => {
    const { post } = listening();
    const inVariable = await post(create, { input: { ...input, reference: 'a\uffff' }, key: newKey() });
    const within = (pointer: string) => ({ code: 'validation', errors: [expect.objectContaining({ pointer })] });
    expect(inVariable.errors[0]?.extensions).toMatchObject(within('#/variables/input/reference'));
    const literal = '{ currency: "EUR", items: [], reference: "a\\uFFFF" }';
    const inDocument = await post(`mutation { createParcel(input: ${literal}, idempotencyKey: "k") { replayed } }`);
    expect(inDocument.errors[0]?.extensions).toMatchObject({
      code: 'validation',
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '#/input/reference' })]),
    });
  });

  it('takes null for a member that is left out, but in a merge patch', async () => {
    const { asked, post } = listening();
    await post(create, { input: { ...input, reference: null }, key: newKey() });
    const update =
      'mutation ($input: ParcelPatch!) { updateParcel(id: "ID", expectedVersion: 3, input: $input) { id } }';
    await post(update.replace('ID', parcelId), { input: { reference: null } });
    expect(asked.map(({ body }) => body)).toEqual([input, { reference: null }]);
    expect(asked[1]?.args.expectedVersion).toBe(3);
  });

  it('says what its use case refuses', async () => {
    const refuse = refusals({ gone: { code: 'gone', detail: 'The parcel is gone.' } });
    const parcel = async () => {
      throw refuse('gone');
    };
    const { post } = graphOf(generated, { resolvers: { Query: { parcel } } });
    const { status, data, errors } = await post(`{ parcel(id: "${parcelId}") { id } }`);
    expect([status, data]).toEqual([200, { parcel: null }]);
    expect(errors[0]).toMatchObject({ message: 'The parcel is gone.', extensions: { code: 'gone', retryable: false } });
  });

  it('keeps to itself what nobody foresaw, and says that a dependency may answer later', async () => {
    const parcel = async () => {
      throw new Error('password=hunter2');
    };
    const parcels = async () => {
      throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    };
    const { post, lines } = graphOf(generated, { resolvers: { Query: { parcel, parcels } } });
    const { text, errors } = await post(`{ parcel(id: "${parcelId}") { id } parcels { nodes { id } } }`);
    expect(text).not.toContain('hunter2');
    expect(errors.map(({ extensions }) => [extensions?.code, extensions?.retryable])).toEqual([
      ['internal-error', false],
      ['service-unavailable', true],
    ]);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', error: expect.objectContaining({ message: 'password=hunter2' }) }),
    );
  });

  it('masks what it answers that its type is not', async () => {
    const parcel = async () => ({ ...aParcel, total: 'a secret' });
    const { post, lines } = graphOf(generated, { resolvers: { Query: { parcel } } });
    const { text, errors } = await post(`{ parcel(id: "${parcelId}") { total } }`);
    expect([text.includes('a secret'), errors[0]?.extensions?.code]).toEqual([false, 'internal-error']);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'field failed',
        fields: expect.objectContaining({ path: ['parcel', 'total'] }),
      }),
    );
  });

  it('ends at its deadline, while others are answered', async () => {
    const parcel = () => new Promise(() => {});
    const field = generated.fields['Query.parcel'] as FieldContract;
    const hurried = { ...field, operation: { ...field.operation, deadline: 100, attemptTimeout: 10 } };
    const { post } = graphOf(
      { ...generated, fields: { ...generated.fields, 'Query.parcel': hurried } },
      { resolvers: { Query: { parcel } } },
    );
    const { status, data, errors } = await post(`{ __typename parcel(id: "${parcelId}") { id } }`);
    expect([status, data]).toEqual([200, { __typename: 'Query', parcel: null }]);
    expect(errors[0]?.extensions).toMatchObject({ code: 'deadline-exceeded', retryable: true });
  });
});

describe('who asks for a field', () => {
  it('needs the scopes of its operation', async () => {
    const { asked, post } = listening();
    const reader = { caller: caller({ scope: 'parcels:read' }) };
    const { data, errors } = await post(create, { input, key: newKey() }, reader);
    expect([data, asked]).toEqual([{ createParcel: null }, []]);
    expect(errors[0]).toMatchObject({
      message: 'The token lacks the scope parcels:write.',
      extensions: { code: 'forbidden' },
    });
  });

  it('needs those of a field within too, and is refused that one alone', async () => {
    const text = editedGraph({
      from: '  reference: String\n  version',
      to: '  reference: String @requiresScopes(scopes: [["parcels:write"], ["parcels:read", "parcels:write"]])\n  version',
    });
    const parcel = async () => ({ ...aParcel, reference: 'PO-1' });
    const { post } = graphOf(await generatedGraph(text), { resolvers: { Query: { parcel } } });
    const query = `{ parcel(id: "${parcelId}") { id reference } }`;
    expect((await post(query)).data).toEqual({ parcel: { id: parcelId, reference: 'PO-1' } });
    const { data, errors } = await post(query, {}, { caller: caller({ scope: 'parcels:read' }) });
    expect(data).toEqual({ parcel: { id: parcelId, reference: null } });
    expect(errors[0]).toMatchObject({ path: ['parcel', 'reference'], extensions: { code: 'forbidden' } });
  });
});

describe('a key of a field', () => {
  const identityOf = (body: unknown) => fingerprint({ operationId: 'createParcel', path: {}, body });

  it('stands for the request that REST would make of it', async () => {
    const { asked, post } = listening();
    await post(create, { input, key: 'k-1' });
    await post(create, { input }, { headers: { 'Idempotency-Key': '"k-1"' } });
    expect(asked.map(({ identity }) => identity)).toEqual([
      { key: 'k-1', fingerprint: identityOf(input) },
      { key: 'k-1', fingerprint: identityOf(input) },
    ]);
  });

  it('is needed, and has the form that the contract gives it', async () => {
    const { post } = listening();
    const missing = await post(create, { input });
    expect(missing.errors[0]).toMatchObject({
      message: expect.stringContaining('The header Idempotency-Key is missing'),
      extensions: { code: 'idempotency-key-invalid' },
    });
    const wrong = await post(create, { input, key: 'käse' });
    expect(wrong.errors[0]?.extensions).toMatchObject({
      code: 'idempotency-key-invalid',
      errors: [{ parameter: 'idempotencyKey', detail: 'has characters other than printable ASCII' }],
    });
  });

  it('in the header is of one field: a second one would be taken for the first', async () => {
    const { asked, post } = listening();
    const two = `mutation ($input: NewParcel!) {
      a: createParcel(input: $input) { replayed }
      b: createParcel(input: $input) { replayed }
      c: createParcel(input: $input, idempotencyKey: "k-2") { replayed }
    }`;
    const { data, errors } = await post(two, { input }, { headers: { 'Idempotency-Key': 'k-1' } });
    expect(data).toEqual({ a: { replayed: false }, b: null, c: { replayed: false } });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['b'],
        extensions: expect.objectContaining({ code: 'idempotency-key-invalid' }),
      }),
    ]);
    expect(asked.map(({ identity }) => identity.key)).toEqual(['k-1', 'k-2']);
  });
});

describe('the fields of one request', () => {
  it('write under ids of their own: one would take the write of another for its own', async () => {
    const { asked, post } = listening();
    const change = (alias: string) =>
      `${alias}: updateParcel(id: "${parcelId}", expectedVersion: 1, input: { reference: "${alias}" }) { id }`;
    await post(`mutation { ${change('a')} ${change('b')} }`);
    expect(new Set(asked.map(({ invocationId }) => invocationId)).size).toBe(2);
  });

  it('share what is made once', async () => {
    const made: object[] = [];
    const make = () => {
      made.push({});
      return made.at(-1);
    };
    const parcel = async ({ graph }: Request) => {
      graph.once(make);
      return aParcel;
    };
    const { post } = graphOf(generated, { resolvers: { Query: { parcel } } });
    const query = `{ a: parcel(id: "${parcelId}") { id } b: parcel(id: "${parcelId}") { id } }`;
    await post(query);
    await post(query);
    expect(made).toHaveLength(2);
  });
});

describe('a scalar', () => {
  const schema = editedGraph(
    { from: 'type Mutation {', to: 'scalar Weight\ntype Mutation {' },
    { from: '  total: SafeInt!', to: '  total: SafeInt!\n  weight(least: Weight): Weight' },
  );

  it("of the app's own is what its resolver makes of it", async () => {
    const Weight = {
      coerceOutputValue: (value: unknown) => `${value} kg`,
      coerceInputValue: (value: unknown) => Number.parseInt(String(value), 10),
    };
    const Parcel = { weight: (_parcel: unknown, { least }: { least: number }) => least + 1 };
    const { post } = graphOf(await generatedGraph(schema), {
      resolvers: { Weight, Parcel, Query: { parcel: async () => aParcel } } as never,
    });
    const query = `query ($least: Weight) { parcel(id: "${parcelId}") { a: weight(least: $least) b: weight(least: "5 kg") } }`;
    expect((await post(query, { least: '2 kg' })).data).toEqual({ parcel: { a: '3 kg', b: '6 kg' } });
  });

  it('that nobody made fails where the graph is made, not where it is asked', async () => {
    const { post } = graphOf(await generatedGraph(schema));
    const { status, errors } = await post('{ __typename }');
    expect([status, errors[0]?.extensions?.code]).toEqual([500, 'internal-error']);
  });

  it.each([9_007_199_254_740_992, 1.5, '1'])('SafeInt does not take %s', async (version) => {
    const { post } = listening();
    const query = `mutation ($version: SafeInt!) { updateParcel(id: "${parcelId}", expectedVersion: $version, input: {}) { id } }`;
    expect((await post(query, { version })).status).toBe(400);
  });
});

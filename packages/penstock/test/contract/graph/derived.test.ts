import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { endpointsOf } from '../../../contract/endpoints.ts';
import { gatewayDocument } from '../../../contract/gateway-document.ts';
import { generate } from '../../../contract/generate/index.ts';
import { loadGraph } from '../../../contract/graph/load.ts';
import { consumers, contract, events, eventsFolder } from '../../../testkit/sample/contract.ts';
import { editedGraph, graphFile, read } from './graph.ts';

const graph = read();
const filesOf = async (text?: string) =>
  new Map(
    (
      await generate(
        contract,
        { folder: eventsFolder, events, consumers },
        { graph: text === undefined ? graph : read(text) },
      )
    ).map(({ path, content }) => [path, content]),
  );

describe('a graph', () => {
  it('is read from its file, and is not there without one', async () => {
    expect(await loadGraph(graphFile, contract)).toEqual({ ...graph, file: graphFile });
    expect(await loadGraph(`${graphFile}.gone`, contract)).toBeUndefined();
  });

  it('has an endpoint with its own promises, and the defaults of the contract', () => {
    const { policy, timeouts, security, ...endpoint } = read(editedGraph({ from: 'timeout: 5, ', to: '' })).endpoint;
    expect(policy).toMatchObject({ timeout: 3, throttle: { rate: 100, burst: 200 }, concurrency: 100 });
    expect(timeouts).toMatchObject({ integration: 3000, function: 4 });
    expect(security).toEqual([
      { credential: 'token', scopes: ['parcels:read'] },
      { credential: 'token', scopes: ['parcels:write'] },
    ]);
    expect(endpoint).toMatchObject({ operationId: 'graph', method: 'POST', path: '/graphql' });
  });

  it('knows what its fields serve, and by which arguments', () => {
    expect(graph.fields).toContainEqual({
      coordinate: 'Query.parcels',
      operationId: 'listParcels',
      parameters: { first: 'limit', after: 'cursor', status: 'status' },
    });
    expect(graph.fields).toContainEqual({
      coordinate: 'Mutation.createParcel',
      operationId: 'createParcel',
      parameters: {},
      body: 'input',
      key: 'idempotencyKey',
    });
  });

  it('gives functions a schema without what only the contract reads', () => {
    const schema = buildSchema(graph.sdl);
    expect(['useCase', 'parameter', 'sunset', 'penstock'].map((name) => schema.getDirective(name) ?? null)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(graph.sdl).toContain(
      'createParcel(input: NewParcel!, idempotencyKey: String): ParcelReceipt @requiresScopes',
    );
    expect(graph.sdl).not.toMatch(/penstock|useCase/i);
  });

  it('has routes that the gateway imports, with the one name that a document allows', () => {
    const bindings = { integrationUri: () => 'arn:function', authorizerUri: 'arn:authorizer' };
    const { paths } = gatewayDocument(contract, bindings, endpointsOf({ contract, graph })) as {
      paths: Record<string, Record<string, { operationId?: string; security?: unknown }>>;
    };
    const { post, get, head, options } = paths['/graphql'] ?? {};
    expect([post?.operationId, get?.operationId, head?.operationId]).toEqual(['graph', undefined, undefined]);
    expect([post?.security, get?.security, options?.security].map((one) => one !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
    expect(JSON.stringify(options)).toContain('POST, GET, HEAD, OPTIONS');
  });

  it('is public where no field is guarded', async () => {
    const open = read('type Query { health: Boolean @useCase(operationId: "getHealth") }');
    expect(open.endpoint.security).toEqual([]);
  });
});

describe('what is generated of a graph', () => {
  it('is nothing without one', async () => {
    const files = await generate(contract, { folder: eventsFolder, events, consumers });
    expect(files.filter(({ path, content }) => path.startsWith('graph') || /graph/i.test(content))).toEqual([]);
  });

  it('are routes that any set of scopes will do for', async () => {
    const routes = (await filesOf()).get('routes.ts') ?? '';
    const ofGraph = [
      ...routes.matchAll(
        /operationId: 'graph',\s+method: '(\w+)',\s+path: '(.+)',\s+security: \[([\s\S]+?)\],\n {2}\}/g,
      ),
    ];
    expect(ofGraph.map(([, method, path]) => `${method} ${path}`)).toEqual([
      'POST /graphql',
      'GET /graphql',
      'HEAD /graphql',
    ]);
    for (const [, , , security = ''] of ofGraph)
      expect(security.match(/'parcels:\w+'/g)).toEqual(["'parcels:read'", "'parcels:write'"]);
    expect(routes).toContain(`readonly operationId: OperationId | 'graph';`);
  });

  it('are types of its resolvers, as the file has them', async () => {
    const text = editedGraph(
      { from: 'type Mutation {', to: 'scalar Weight\nunion Found = Parcel | Item\ntype Mutation {' },
      {
        from: '  total: SafeInt!',
        to: '  total: SafeInt!\n  weight: Weight\n  label(size: Int = 2): String\n  found: Found',
      },
    );
    const types = (await filesOf(text)).get('graph/resolvers.ts') ?? '';
    expect(types).toContain(
      'readonly parcels: Graph.UseCaseResolver<typeof listParcels, QueryParcelsArgs, ParcelConnection | null | undefined>;',
    );
    expect(types).toContain('readonly label: Graph.FieldResolver<Parcel, ParcelLabelArgs, string | null | undefined>;');
    expect(types).toContain('export interface ParcelLabelArgs {\n  readonly size: number | null | undefined;\n}');
    expect(types).toContain('readonly weight?: unknown | null | undefined;');
    expect(types).toContain('readonly Weight: Graph.Scalar;');
    expect(types).toContain('export type Found = Parcel | Item;');
    expect(types).toContain("export interface Item {\n  readonly __typename: 'Item';");
    expect(types).toContain("export type ParcelStatus =\n  | 'pending'");
    expect(types).not.toMatch(/interface Parcel \{[^}]*label/);
  });

  it('say when what is deprecated ends', async () => {
    const text = editedGraph({
      from: '  reference: String\n  version',
      to: '  reference: String @deprecated(reason: "Use notes.") @sunset(date: "2027-06-30")\n  version',
    });
    const contractOf = (await filesOf(text)).get('graph/contract.ts');
    expect(contractOf).toContain(`sunsets: { 'Parcel.reference': '2027-06-30' }`);
  });
});

import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { buildSchema, type DocumentNode, execute, type GraphQLSchema, graphql, parse } from 'graphql';
import { subgraphOf } from '../../../contract/graph/federation/subgraph-sdl.ts';
import { type EntityReaders, resolveEntities } from '../../../runtime/graph/federation/entities.ts';
import { carriersSdl, parcelsSchema, parcelsSdl, schemaOf } from '../../../testkit/graph/schema.ts';

interface Context {
  readonly batches: (readonly unknown[])[];
}

/** Any carrier but that of an odd parcel, which is not known. */
const readers: EntityReaders<Context> = {
  Parcel: async (representations, { batches }) => {
    batches.push(representations);
    return representations.map(({ id }) =>
      Number(id) % 2 === 1 ? undefined : { id, carrier: { __typename: 'Carrier', name: `carrier of ${id}` } },
    );
  },
  Carrier: async () => {
    throw new Error('out of order');
  },
};

interface Entities {
  readonly representations: readonly unknown[];
}
const rootOf = (sdl: string) => ({
  _service: { sdl },
  _entities: ({ representations }: Entities, context: Context) => resolveEntities(readers, representations, context),
});

describe('a subgraph', () => {
  const asked = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Parcel { id } } }';
  const ask = async (of: readonly object[]) => {
    const batches: (readonly unknown[])[] = [];
    const answer = await graphql({
      schema: schemaOf(carriersSdl),
      source: asked,
      rootValue: rootOf(carriersSdl),
      variableValues: { of },
      contextValue: { batches },
    });
    return { ...answer, batches };
  };

  it('shows its SDL as it was written', async () => {
    const source = '{ _service { sdl } }';
    const { data } = await graphql({ schema: parcelsSchema, source, rootValue: rootOf(parcelsSdl) });
    expect(data).toEqual({ _service: { sdl: parcelsSdl } });
  });

  it('answers entities in the order of their representations, reading each type once', async () => {
    const { data, batches } = await ask([4, 1, 2].map((id) => ({ __typename: 'Parcel', id: String(id) })));
    const parcel = (id: string) => ({ __typename: 'Parcel', id });
    expect(data).toEqual({ _entities: [parcel('4'), null, parcel('2')] });
    expect(batches).toEqual([[parcel('4'), parcel('1'), parcel('2')]]);
  });

  it('fails where entities of one type can’t be read, and answers those of others', async () => {
    const { data, errors } = await ask([
      { __typename: 'Carrier', name: 'a' },
      { __typename: 'Parcel', id: '2' },
    ]);
    expect(data?._entities).toEqual([null, { __typename: 'Parcel', id: '2' }]);
    expect(errors).toMatchObject([{ message: 'out of order', path: ['_entities', 0] }]);
  });

  it.each([{ __typename: 'Depot' }, { __typename: 'toString' }, { id: '1' }, { __typename: 7 }])(
    'fails for a representation of nothing that it has: %j',
    async (representation) => {
      const { data, errors } = await ask([representation, { __typename: 'Parcel', id: '2' }]);
      expect(data?._entities).toEqual([null, { __typename: 'Parcel', id: '2' }]);
      expect(errors).toMatchObject([{ message: 'No entity of this subgraph: __typename is one of Parcel, Carrier.' }]);
    },
  );

  it('of what throws no error fails with one', async () => {
    const throwing = { Parcel: async () => Promise.reject('text') };
    const [found] = await resolveEntities(throwing, [{ __typename: 'Parcel' }], undefined);
    expect(found).toMatchObject({ message: 'An entity could not be read', cause: 'text' });
  });
});

describe('the SDL of a subgraph', () => {
  const link = (more: string) =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${more}])\n`;

  it('without a link to federation is served as it is', () => {
    const sdl = 'type Query { a: Int }';
    expect(subgraphOf(sdl)).toEqual({ executable: sdl, entities: [] });
    const other = `extend schema @link(url: "https://specs.example.com/other/v1.0")\n${sdl}`;
    expect(subgraphOf(other).entities).toEqual([]);
  });

  it('has as entities the types with a key that others may ask by', () => {
    const types = `type Query { a: A b: B c: C }
      type A @key(fields: "id") @key(fields: "name") { id: ID name: ID }
      type B @key(fields: "id", resolvable: false) { id: ID }
      type C { id: ID }
      extend type C @key(fields: "id") { x: Int }`;
    const { entities, executable } = subgraphOf(link('"@key"') + types);
    expect(entities).toEqual(['A', 'C']);
    expect(buildSchema(executable).getType('_Entity')).toMatchObject({ name: '_Entity' });
  });

  it('may import a directive under another name, define one itself, and have no entity', () => {
    const sdl = `${link('{ name: "@key", as: "@by" }, "@tag"')}directive @tag(name: String!) repeatable on OBJECT
      type Query { a: A } type A @by(fields: "id", resolvable: false) @tag(name: "x") @federation__shareable { id: ID }`;
    const { entities, executable } = subgraphOf(sdl);
    expect(entities).toEqual([]);
    expect(Object.keys(buildSchema(executable).getQueryType()?.getFields() ?? {})).toEqual(['a', '_service']);
  });
});

describe('two subgraphs', () => {
  const compose = (carriers: string) =>
    composeServices([
      { name: 'parcels', url: 'http://parcels.invalid', typeDefs: parse(parcelsSdl) },
      { name: 'carriers', url: 'http://carriers.invalid', typeDefs: parse(carriers) },
    ]);
  const sent: { readonly subgraph: string; readonly document: DocumentNode }[] = [];
  const context: Context = { batches: [] };
  let gateway: GraphQLSchema;

  beforeAll(() => {
    const { supergraphSdl = '' } = compose(carriersSdl);
    const nodes = ({ first }: { readonly first: number }) => ({
      nodes: Array.from({ length: first }, (_, index) => ({ id: String(2 * index), status: 'new' })),
    });
    const served: Readonly<Record<string, readonly [GraphQLSchema, object]>> = {
      PARCELS: [parcelsSchema, { ...rootOf(parcelsSdl), parcels: nodes }],
      CARRIERS: [schemaOf(carriersSdl), rootOf(carriersSdl)],
    };
    gateway = getStitchedSchemaFromSupergraphSdl({
      supergraphSdl,
      batch: true,
      onSubschemaConfig: (config) => {
        const [schema, rootValue] = served[config.name] ?? [];
        config.executor = async ({ document, variables = {} }) => {
          sent.push({ subgraph: config.name, document });
          if (schema === undefined) throw new Error(`No subgraph ${config.name}`);
          return (await execute({
            schema,
            document,
            rootValue,
            variableValues: variables,
            contextValue: context,
          })) as never;
        };
      },
    });
  });

  it('compose, and answer through a gateway with one batch of entities', async () => {
    const { data, errors } = await graphql({
      schema: gateway,
      source: '{ parcels(first: 50) { nodes { id carrier { name } } } }',
    });

    expect(errors).toBeUndefined();
    const ids = Array.from({ length: 50 }, (_, index) => String(2 * index));
    expect(data?.parcels).toEqual({ nodes: ids.map((id) => ({ id, carrier: { name: `carrier of ${id}` } })) });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['PARCELS', 'CARRIERS']);
    expect(context.batches.map(({ length }) => length)).toEqual([50]);
  });

  it.each([
    ['FIELD_TYPE_MISMATCH', 'carrier: Carrier', 'weight: String @shareable'],
    ['INVALID_FIELD_SHARING', 'carrier: Carrier', 'weight: Int'],
  ])('fail to compose by the rule %s', (rule, from, to) => {
    const { errors = [] } = compose(carriersSdl.replace(from, to));
    expect(errors.map(({ extensions }) => extensions.code)).toContain(rule);
  });
});

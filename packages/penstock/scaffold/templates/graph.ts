import type { Operation } from '../../contract/model.ts';
import { type Door, isSmall, type Member, scopesOf } from '../door.ts';

const lines = (all: readonly (string | undefined)[]): string => all.filter((one) => one !== undefined).join('\n');

const served = (operation: Operation, indent: string): string => {
  const scopes = scopesOf(operation);
  const guard = `\n${indent}@requiresScopes(scopes: [[${scopes.map((one) => JSON.stringify(one)).join(', ')}]])`;
  return `${indent}@useCase(operationId: "${operation.operationId}")${scopes.length === 0 ? '' : guard}`;
};

function typeOf({ name, kind, isTime, schema }: Member): string {
  if (name === 'id') return 'ID';
  if (kind === 'string') return isTime ? 'DateTime' : 'String';
  if (kind === 'integer') return isSmall(schema) ? 'Int' : 'SafeInt';
  return kind === 'number' ? 'Float' : 'Boolean';
}

const fields = (members: readonly Member[]): string =>
  members.map((one) => `  ${one.name}: ${typeOf(one)}${one.isRequired ? '!' : ''}`).join('\n');

/** The graph: a query for one, a query for many and a mutation, as far as there are operations for them. */
export const sdl = (door: Door): string => {
  const { context, type, variable, id, get, list, create } = door;
  return `${lines([
    `# The ${context} of the caller's tenant, by the use cases that the REST API has. \`npm run contract\` checks this file, and
# \`npm run generate\` derives from it.
extend schema
  @penstock(throttle: { rate: 30, burst: 60 }, timeout: 5, concurrency: 15, slo: { availability: 99.9, p99: 500 })

type Query {
  "A ${variable} as it is now."
  ${variable}(id: ID! @parameter(name: "${id}")): ${type}
${served(get, '    ')}`,
    list &&
      `  "A page of ${context}, newest first."
  ${context}(
    first: Int! = 20 @parameter(name: "limit")
    "The endCursor of the page before."
    after: String @parameter(name: "cursor")
  ): ${type}Connection
${served(list, '    ')}
    @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])`,
    '}\n',
    create &&
      `type Mutation {
  "Creates a ${variable}, once for a key. The key may come as the header Idempotency-Key instead."
  ${create.operationId}(input: New${type}!, idempotencyKey: String): ${type}Receipt
${served(create, '    ')}
    @cost(weight: "10")
}
`,
    `type ${type} {\n${fields(door.members)}\n}`,
    list &&
      `
type ${type}Connection {
  nodes: [${type}!]!
  pageInfo: PageInfo!
}

type PageInfo {
  hasNextPage: Boolean!
  "What to ask for the next page with; null on the last."
  endCursor: String
}`,
    create &&
      `
"What became of a request that a key names."
type ${type}Receipt {
  "As the request left it, whatever has become of it since."
  ${variable}: ${type}!
  "An earlier request with the same key did it."
  replayed: Boolean!
}

input New${type} {
${fields(door.input)}
}`,
  ])}\n`;
};

export const graphEntry = ({
  type,
  create,
}: Door): string => `import { graphHandler } from 'penstock/runtime/graph/handler';
import { graph as contract } from '../../../generated/graph/contract.ts';
import { compose, type ${type}Services } from '../../compose.ts';
${create === undefined ? '' : "import { mutations } from './resolvers/mutations.ts';\n"}import { queries } from './resolvers/queries.ts';

export const graph = (services: ${type}Services) =>
  graphHandler(contract, {
    resolvers: { Query: queries(services)${create === undefined ? '' : ', Mutation: mutations(services)'} },
    runtime: services.runtime,
  });

export const handler = graph(compose(contract));
`;

export const queries = ({ context, type, variable, id, prefix, get, list }: Door): string => `${lines([
  list && "import { connectionOf, pageOf } from 'penstock/runtime/graph/connections';",
  list && "import { isListPosition } from 'penstock/runtime/items/list-position';",
  "import type { Resolvers } from '../../../../generated/graph/resolvers.ts';",
  `import { ${get.operationId} } from '../../../application/${get.operationId}.ts';`,
  list && `import { ${list.operationId} } from '../../../application/${list.operationId}.ts';`,
  `import type { ${type}Services } from '../../../compose.ts';`,
  list && `\nconst isPosition = isListPosition('${prefix}');`,
])}

export const queries = ({ ${context}: store }: ${type}Services): Resolvers['Query'] => ({
  ${variable}: ({ call, path }) => ${get.operationId}(call({ ${id}: path('${id}') }), { ${context}: store() }),${
    list === undefined
      ? ''
      : `
  ${context}: async ({ call, tenant, query }) => {
    const list = { scope: [tenant], isPosition };
    const page = await ${list.operationId}(call(pageOf(query, list)), { ${context}: store() });
    return connectionOf(page.${context}, page.next, list);
  },`
  }
});
`;

export const mutations = (
  { context, type }: Door,
  operationId: string,
): string => `import type { Resolvers } from '../../../../generated/graph/resolvers.ts';
import { ${operationId} } from '../../../application/${operationId}.ts';
import type { ${type}Services } from '../../../compose.ts';

export const mutations = ({ ${context} }: ${type}Services): Resolvers['Mutation'] => ({
  ${operationId}: ({ call, body }) => ${operationId}(call(body), { ${context}: ${context}() }),
});
`;

export const graphTest = ({
  variable,
  context,
  prefix,
  list,
}: Door): string => `import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from 'penstock/testkit/app';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp();
  token = await app.token('acme');
});
afterAll(() => app?.close());

const ask = (query: string) => app.call('POST', '/graphql', { token, body: { query } });

describe('the graph', () => {
  it('says what is not there', async () => {
    const { status, json } = await ask('{ ${variable}(id: "${prefix}${'0'.repeat(26)}") { id } }');

    expect(status).toBe(200);
    expect(json).toMatchObject({ data: { ${variable}: null }, errors: [{ extensions: { code: 'not-found' } }] });
  });
${
  list === undefined
    ? ''
    : `
  it('answers with a page', async () => {
    const { json } = await ask('{ ${context}(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } } }');

    const page = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    expect(json).toMatchObject({ data: { ${context}: page } });
  });
`
}
  it('fails for what it does not have', async () => {
    expect(await ask('{ nothing }')).toMatchObject({ json: { errors: [{ extensions: { code: 'bad-request' } }] } });
  });
});
`;

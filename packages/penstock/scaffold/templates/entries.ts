import { kebab, verbOf } from '../names.ts';
import type { OperationNames } from './operation.ts';

const imports = ({ operationId, type }: OperationNames, ...more: readonly string[]): string =>
  [
    "import { operation } from 'penstock/runtime/operation';",
    ...more,
    `import { ${operationId} as contract } from '../../../generated/operations/${operationId}.ts';`,
    `import { compose, type ${type}Services } from '../../compose.ts';`,
  ]
    .toSorted((a, b) => sortKey(a).localeCompare(sortKey(b)))
    .join('\n');

/** Packages first, then files, the farthest first. */
const sortKey = (line: string): string => line.replace(/^.* from '(.*)';$/, '$1').replace(/^\./, '~');

export const createEntry = (names: OperationNames): string => {
  const { operationId, context, variable, prefix, type, created } = names;
  return `${imports(
    names,
    "import { deterministicId } from 'penstock/runtime/idempotency/identity';",
    "import { created } from 'penstock/runtime/items/stored-item';",
    "import { Problem } from 'penstock/runtime/problem/problem';",
    "import { stampOf } from 'penstock/runtime/request-stamp';",
    `import { ${variable}Of } from '../../domain/record.ts';`,
  )}

/** Creates a ${variable} once, however often its request is sent: its id follows from the Idempotency-Key. */
export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async (request) => {
      const { tenant, identity, body, signal, url } = request;
      const id = deterministicId('${prefix}', tenant, contract.operationId, identity.key);
      const creation = { tenant, id, fingerprint: identity.fingerprint, stamp: stampOf(request) };
      const decision = await ${context}().create({ ...created(creation, '${created}'), ...body }, signal);
      if (decision.outcome === 'key-reused') {
        throw new Problem('idempotency-key-reused', 'This Idempotency-Key came with another request before.');
      }
      return {
        status: 201,
        body: ${variable}Of(decision.record),
        headers: { Location: \`\${url}/\${id}\`, ETag: \`"\${decision.record.version}"\` },
        replayed: decision.outcome === 'replayed',
      };
    },
    runtime,
  );

export const handler = ${operationId}(compose(contract));
`;
};

const read = (
  { operationId, context, variable, id, type }: OperationNames,
  doc: string,
  destructured: string,
) => `/** ${doc} */
export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async ({ ${destructured} }) => {
      const record = await ${context}().find(tenant, path('${id}'), signal);
      if (record === undefined) throw new Problem('not-found', 'There is no such ${variable}.');
      return { status: 200, body: ${variable}Of(record), headers: { ETag: \`"\${record.version}"\` } };
    },
    runtime,
  );

export const handler = ${operationId}(compose(contract));
`;

const readImports = (names: OperationNames): string =>
  imports(
    names,
    "import { Problem } from 'penstock/runtime/problem/problem';",
    `import { ${names.variable}Of } from '../../domain/record.ts';`,
  );

export const getEntry = (names: OperationNames): string =>
  `${readImports(names)}\n\n${read(names, `Reads a ${names.variable} as it is stored now.`, 'tenant, path, signal')}`;

export const actionEntry = (names: OperationNames): string =>
  `${readImports(names)}\n\n${read(names, `Answers with the ${names.variable}; what it does to it is to be written.`, 'tenant, path, signal')}`;

export const listEntry = (names: OperationNames): string => {
  const { operationId, context, variable, prefix, type } = names;
  return `${imports(
    names,
    "import { pageAnswer, startOf } from 'penstock/runtime/http/pages';",
    "import { isListPosition } from 'penstock/runtime/items/list-position';",
    `import { type ${type}Record, ${variable}Of } from '../../domain/record.ts';`,
  )}

const isPosition = isListPosition('${prefix}');

/** Lists ${context}, newest first. */
export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async ({ tenant, query, signal, url }) => {
      const list = { scope: [tenant], isPosition };
      const by = { attribute: 'tenant', value: tenant };
      const start = startOf(query, list);
      const page = await ${context}().list<${type}Record>({ tenant, index: 'byTenant', by, ...start }, signal);
      return pageAnswer(page.records.map(${variable}Of), page.next, { url, query: { limit: query.limit }, list });
    },
    runtime,
  );

export const handler = ${operationId}(compose(contract));
`;
};

const test = (
  { operationId }: OperationNames,
  cases: string,
): string => `import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from 'penstock/testkit/app';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startApp();
  token = await app.token('acme');
});
afterAll(() => app?.close());

describe('${operationId}', () => {
${cases}
});
`;

const unknownId = ({ prefix }: OperationNames): string => `${prefix}${'0'.repeat(26)}`;

export const createTest = (names: OperationNames): string =>
  test(
    names,
    `  const create = (key: string, body: object) =>
    app.call('POST', '/v1/${names.path}', { token, headers: { 'idempotency-key': key }, body });

  it('creates one for a key, and answers the same again', async () => {
    const first = await create('first', { name: 'a name' });
    const again = await create('first', { name: 'a name' });

    expect(first).toMatchObject({ status: 201, json: { name: 'a name', version: 1 } });
    expect(again).toMatchObject({ status: 201, json: first.json });
  });

  it('fails when a key comes again with another body', async () => {
    await create('second', { name: 'a name' });

    expect(await create('second', { name: 'another name' })).toMatchObject({ status: 422 });
  });

  it('fails for a body that the contract does not allow', async () => {
    expect(await create('third', { name: '' })).toMatchObject({ status: 422, json: { errors: [{ pointer: '#/name' }] } });
  });`,
  );

export const getTest = (names: OperationNames): string =>
  test(
    names,
    `  it('fails for what is not there', async () => {
    expect(await app.call('GET', '/v1/${names.path}/${unknownId(names)}', { token })).toMatchObject({ status: 404 });
  });`,
  );

export const listTest = (names: OperationNames): string =>
  test(
    names,
    `  it('answers with a page', async () => {
    expect(await app.call('GET', '/v1/${names.path}', { token })).toMatchObject({
      status: 200,
      json: { items: [], nextCursor: null },
    });
  });`,
  );

export const actionTest = (names: OperationNames): string =>
  test(
    names,
    `  it('fails for what is not there', async () => {
    const path = '/v1/${names.path}/${unknownId(names)}/${kebab(verbOf(names.operationId).verb)}';

    expect(await app.call('POST', path, { token, headers: { 'idempotency-key': 'first' } })).toMatchObject({
      status: 404,
    });
  });`,
  );

import { kebab, verbOf } from '../names.ts';
import type { OperationNames } from './operation.ts';

/** Packages first, then files, the farthest first. */
const sortKey = (line: string): string => line.replace(/^.* from '(.*)';$/, '$1').replace(/^\./, '~');

const imports = (...lines: readonly string[]): string =>
  lines.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b))).join('\n');

const entryImports = ({ operationId, type }: OperationNames, ...more: readonly string[]): string =>
  imports(
    "import { operation } from 'penstock/runtime/http/operation';",
    ...more,
    `import { ${operationId} as contract } from '../../../generated/operations/${operationId}.ts';`,
    `import { ${operationId} as answer } from '../../application/${operationId}.ts';`,
    `import { compose, type ${type}Services } from '../../compose.ts';`,
  );

const useCaseImports = ({ type, variable }: OperationNames, ...more: readonly string[]): string =>
  imports(
    "import type { Call } from 'penstock/runtime/core/call';",
    "import type { ItemStore } from 'penstock/runtime/items/item-store';",
    ...more,
    `import { type ${type}Record, ${variable}Of } from '../domain/record.ts';`,
  );

const tag = "import { entityTag } from 'penstock/runtime/http/conditional';";
const refusing = "import { refusals } from 'penstock/runtime/core/refusal';";

export const createUseCase = (names: OperationNames): string => {
  const { operationId, context, variable, prefix, type, created } = names;
  return `${useCaseImports(
    names,
    refusing,
    "import { deterministicId } from 'penstock/runtime/idempotency/identity';",
    "import { created, stampOf } from 'penstock/runtime/items/stored-item';",
    `import type { New${type}, ${type} } from '../../generated/types.ts';`,
  )}

const refuse = refusals({
  'key-reused': {
    code: 'idempotency-key-reused',
    detail: 'This Idempotency-Key came with another request before. Send a new key for a new request.',
  },
});

export interface Created${type} {
  readonly ${variable}: ${type};
  /** An earlier call with the same key created it. */
  readonly replayed: boolean;
}

/** Creates a ${variable} once, however often its request is sent: its id follows from the Idempotency-Key. */
export async function ${operationId}(
  call: Call<New${type}>,
  { ${context} }: { readonly ${context}: Pick<ItemStore<${type}Record>, 'create'> },
): Promise<Created${type}> {
  const { tenant, operationId, identity, input, signal } = call;
  const id = deterministicId('${prefix}', tenant, operationId, identity.key);
  const creation = { tenant, id, fingerprint: identity.fingerprint, stamp: stampOf(call) };
  const decision = await ${context}.create({ ...created(creation, '${created}'), ...input }, signal);
  if (decision.outcome === 'key-reused') throw refuse('key-reused');
  return { ${variable}: ${variable}Of(decision.record), replayed: decision.outcome === 'replayed' };
}
`;
};

export const createEntry = (names: OperationNames): string => {
  const { operationId, context, variable, type } = names;
  return `${entryImports(names, tag)}

export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async ({ call, body, url }) => {
      const { ${variable}, replayed } = await answer(call(body), { ${context}: ${context}() });
      const headers = { Location: \`\${url}/\${${variable}.id}\`, ETag: entityTag(${variable}.version) };
      return { status: 201, body: ${variable}, headers, replayed };
    },
    runtime,
  );

export const handler = ${operationId}(compose(contract));
`;
};

const readUseCase = (names: OperationNames, doc: string): string => {
  const { operationId, context, variable, id, type } = names;
  return `${useCaseImports(names, refusing, `import type { ${type} } from '../../generated/types.ts';`)}

const refuse = refusals({ 'not-found': { code: 'not-found', detail: 'There is no such ${variable}.' } });

/** ${doc} */
export async function ${operationId}(
  { tenant, input, signal }: Call<{ readonly ${id}: string }>,
  { ${context} }: { readonly ${context}: Pick<ItemStore<${type}Record>, 'find'> },
): Promise<${type}> {
  const record = await ${context}.find(tenant, input.${id}, signal);
  if (record === undefined) throw refuse('not-found');
  return ${variable}Of(record);
}
`;
};

export const getUseCase = (names: OperationNames): string =>
  readUseCase(names, `A ${names.variable} as it is stored now.`);

export const actionUseCase = (names: OperationNames): string =>
  readUseCase(names, `Answers with the ${names.variable}; what is done to it is to be written.`);

/** Of an operation on one of them: what it answers is the one, with its version as its entity tag. */
export const oneEntry = (names: OperationNames): string => {
  const { operationId, context, variable, id, type } = names;
  return `${entryImports(names, tag)}

export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async ({ call, path }) => {
      const ${variable} = await answer(call({ ${id}: path('${id}') }), { ${context}: ${context}() });
      return { status: 200, body: ${variable}, headers: { ETag: entityTag(${variable}.version) } };
    },
    runtime,
  );

export const handler = ${operationId}(compose(contract));
`;
};

export const listUseCase = (names: OperationNames): string => {
  const { operationId, context, variable, type } = names;
  return `${useCaseImports(names, `import type { ${type} } from '../../generated/types.ts';`)}

export interface Wanted {
  readonly limit: number;
  /** The list position to go on after. */
  readonly after?: string;
}

export interface Page {
  readonly ${context}: readonly ${type}[];
  /** The list position to go on after; absent on the last page. */
  readonly next: string | undefined;
}

/** A page of the tenant's ${context}, newest first. */
export async function ${operationId}(
  { tenant, input, signal }: Call<Wanted>,
  { ${context} }: { readonly ${context}: Pick<ItemStore<${type}Record>, 'list'> },
): Promise<Page> {
  const list = { tenant, index: 'byTenant', by: { attribute: 'tenant', value: tenant }, ...input };
  const { records, next } = await ${context}.list<${type}Record>(list, signal);
  return { ${context}: records.map(${variable}Of), next };
}
`;
};

export const listEntry = (names: OperationNames): string => {
  const { operationId, context, prefix, type } = names;
  return `${entryImports(
    names,
    "import { pageAnswer, startOf } from 'penstock/runtime/http/pages';",
    "import { isListPosition } from 'penstock/runtime/items/list-position';",
  )}

const isPosition = isListPosition('${prefix}');

export const ${operationId} = ({ ${context}, runtime }: ${type}Services) =>
  operation(
    contract,
    async ({ call, tenant, query, url }) => {
      const list = { scope: [tenant], isPosition };
      const page = await answer(call(startOf(query, list)), { ${context}: ${context}() });
      return pageAnswer(page.${context}, page.next, { url, query: { limit: query.limit }, list });
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

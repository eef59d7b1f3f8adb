import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Metafile } from 'esbuild';
import { bundle } from 'penstock/build/bundle';
import { UserError } from 'penstock/cli/user-error';
import { replacements } from '../../../packages/penstock/build/replacements.ts';
import { fieldsOf } from '../../../packages/penstock/contract/graph/model.ts';
import { functionNames } from '../../../packages/penstock/contract/rpc/endpoints.ts';
import { consumers, contract, endpoints, functionEntries, graph, temporaryFolder } from '../synthesized.ts';

const root = process.cwd();
const names = Object.keys(functionEntries);
/** The operations whose answers a function may give. */
const answeredBy = (name: string): readonly string[] => {
  const own = contract.operations.filter(({ operationId }) => operationId === name);
  const { graph: asked, streams } = fieldsOf({ fields: graph?.fields ?? [] });
  const served = name === 'graph' ? asked : name === 'graphStreams' ? streams : [];
  return [...own, ...served].map(({ operationId }) => operationId).sort();
};
const codeOf = (folder: string, name: string) => readFileSync(join(folder, name, 'index.cjs'), 'utf8');

describe('the functions', () => {
  it('are one for each operation, service, other door and consumer, the authorizer and the relay', () => {
    const operationIds = functionNames({ operations: endpoints });
    const consumerNames = consumers.map(({ name }) => name);

    expect(names.toSorted()).toEqual([...operationIds, ...consumerNames, 'authorizer', 'relayEvents'].toSorted());
  });

  it.each(Object.entries(functionEntries))('%s has its entry file, named after it', (name, file) => {
    expect(file).toMatch(new RegExp(`/${name}\\.ts$`));
    expect(existsSync(file)).toBe(true);
  });
});

describe('a bundle', () => {
  const outDir = temporaryFolder();
  let outputs: Metafile['outputs'];
  const outputOf = (name: string) => {
    const found = Object.entries(outputs).find(([path]) => path.endsWith(`/${name}/index.cjs`))?.[1];
    if (found === undefined) throw new Error(`No output for ${name}`);
    return found;
  };
  const filesOf = (name: string) =>
    Object.entries(outputOf(name).inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path);
  const packagesOf = (name: string) =>
    filesOf(name)
      .map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
      .filter((name) => name !== undefined);

  beforeAll(async () => {
    ({ outputs } = await bundle({ root, outDir, entries: functionEntries, checkAnswers: false }));
  });

  it('of createOrder has at most 262 KB', () => {
    expect(outputOf('createOrder').bytes).toBeLessThanOrEqual(262_000);
  });

  it.each([
    ['getHealth', []],
    ['createOrder', ['body/json-body']],
    ['getOrder', ['parameters/plain-parameters']],
    ['updateOrder', ['body/json-body', 'parameters/plain-parameters']],
    ['orderService', []],
    ['authorizer', []],
    ['capturePayment', []],
  ])('of %s has no readers of requests but %j', (name, expected) => {
    const readers =
      /runtime\/http\/((?:body|parameters)\/(?:(?:form|json|multipart)-body|plain-bodies|(?:composed|plain)-parameters))\.ts$/;
    const found = filesOf(name).flatMap((path) => readers.exec(path)?.[1] ?? []);

    expect(found.toSorted()).toEqual(expected);
  });

  it.each(names)('of %s reads no list, form or file: no contract of ours has one', (name) => {
    const rare =
      /runtime\/http\/(?:body\/(?:form-fields|multipart)|parameters\/(?:named-texts|one-text|read-value))\.ts$/;

    expect(filesOf(name).filter((path) => rare.test(path))).toEqual([]);
  });

  it.each(['orderService', 'orderServiceStreams'])('of %s touches no Headers that load all of fetch', (name) => {
    expect(filesOf(name)).toContain('packages/penstock/runtime/rpc/headers.ts');
    expect(codeOf(outDir, name)).not.toMatch(/(?<![\w$.])(?:new|instanceof) Headers\b/);
  });

  it.each(['graph', 'graphStreams'])('of %s checks no schema again, and suggests nothing', (name) => {
    const checks =
      /graphql\/(?:type\/(?:validate|assertName)|validation\/rules\/Unique(?:Type|Directive)NamesRule|jsutils\/suggestionList)\.mjs$/;
    const left = Object.entries(outputOf(name).inputs).filter(
      ([path, { bytesInOutput }]) => checks.test(path) && bytesInOutput > 60,
    );

    expect(left.map(([path]) => path)).toEqual([]);
  });

  it.each(names)('of %s has no more of the package.json of a client than its version', (name) => {
    const { inputs } = outputOf(name);
    const sizes = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
      /@aws-sdk\/client-[\w-]+\/package\.json$/.test(path) ? [bytesInOutput] : [],
    );

    expect(Math.max(0, ...sizes)).toBeLessThan(100);
  });

  it.each(names)('of %s has no validator of answers unless the stage asks for it', (name) => {
    expect(filesOf(name).filter((path) => path.includes('generated/answers/'))).toEqual([]);
  });

  it('of each operation has the validators of its own answers where the stage asks for them', async () => {
    const checking = await bundle({
      root,
      outDir: temporaryFolder(),
      entries: functionEntries,
      checkAnswers: true,
    });

    for (const name of names) {
      const [, { inputs }] = Object.entries(checking.outputs).find(([path]) => path.endsWith(`/${name}/index.cjs`)) ?? [
        '',
        { inputs: {} },
      ];
      const found = Object.keys(inputs).filter((path) => path.startsWith('functions/generated/answers/'));
      expect(found).toEqual(answeredBy(name).map((operationId) => `functions/generated/answers/${operationId}.js`));
    }
  });

  it.each(names)('of %s has no schema compiler', (name) => {
    expect(packagesOf(name).filter((one) => /^(ajv|ajv-formats|fast-uri|json-schema.*|yaml)$/.test(one))).toEqual([]);
  });

  it.each([
    ...['createOrder', 'listOrders', 'getOrder', 'updateOrder', 'cancelOrder', 'graph', 'graphStreams'].map(
      (name) => [name, ['@aws-sdk/client-dynamodb']] as const,
    ),
    ...[
      'createWebhookEndpoint',
      'listWebhookEndpoints',
      'deleteWebhookEndpoint',
      'rotateWebhookSecret',
      'listWebhookDeliveries',
    ].map((name) => [name, ['@aws-sdk/client-dynamodb']] as const),
    ...['redeliverWebhook', 'fanOutWebhooks', 'deliverWebhook', 'retryWebhook'].map(
      (name) => [name, ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sqs']] as const,
    ),
    ['capturePayment', ['@aws-sdk/client-dynamodb', '@aws-sdk/client-secrets-manager', '@aws-sdk/client-sqs']] as const,
    ['relayEvents', ['@aws-sdk/client-eventbridge', '@aws-sdk/client-sqs']] as const,
    ['getHealth', []] as const,
    ['authorizer', []] as const,
  ])('of %s has no SDK client but %j', (name, clients) => {
    const found = new Set(packagesOf(name).filter((one) => /^@aws-sdk\/(client|lib)-/.test(one)));

    expect([...found].toSorted()).toEqual(clients);
  });

  it('has what leaves silent endpoints alone where deliveries are made, and nowhere else', () => {
    const having = names.filter((name) =>
      filesOf(name).some((path) => /webhooks\/cooldown\/(dynamodb-|endpoint-)cooldowns\.ts$/.test(path)),
    );

    expect(having.toSorted()).toEqual(['deliverWebhook', 'retryWebhook']);
  });

  it('has GraphQL where the graph is, and nowhere else', () => {
    expect(names.filter((name) => packagesOf(name).includes('graphql')).toSorted()).toEqual(['graph', 'graphStreams']);
  });

  it.each(['getHealth', 'authorizer'])('of %s has nothing of the SDK', (name) => {
    expect(packagesOf(name).filter((one) => /^@(aws-sdk|smithy)\//.test(one))).toEqual([]);
  });

  it.each(names)('of %s has nothing in place of which it gets something lean', (name) => {
    expect(packagesOf(name).filter((one) => Object.hasOwn(replacements, one))).toEqual([]);
  });

  it.each(names)('of %s has all it needs and exports a handler', (name) => {
    expect(outputOf(name).exports ?? []).toEqual([]);
    expect(outputOf(name).imports.filter(({ kind, external }) => !external || kind !== 'require-call')).toEqual([]);
    expect(codeOf(outDir, name)).toMatch(/module\.exports/);
  });

  it.each(names)('of %s says nothing of where it was built', (name) => {
    expect(codeOf(outDir, name)).not.toContain(root);
  });

  it('is the same from a checkout elsewhere', async () => {
    const elsewhere = temporaryFolder();
    for (const path of ['contract', 'functions', 'package.json', 'tsconfig.json']) {
      cpSync(resolve(path), join(elsewhere, path), { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(elsewhere, 'node_modules'));

    await bundle({ root: elsewhere, outDir: join(elsewhere, 'dist'), entries: functionEntries, checkAnswers: false });

    for (const name of names) expect(codeOf(join(elsewhere, 'dist'), name)).toBe(codeOf(outDir, name));
  });

  it('keeps its metafile beside what is deployed', () => {
    expect(readdirSync(outDir).toSorted()).toEqual([...names, 'meta.json'].toSorted());
    for (const name of names) expect(readdirSync(join(outDir, name))).toEqual(['index.cjs']);
  });
});

describe('building again', () => {
  const checkout = (files: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { root: folder, outDir: join(folder, 'dist'), checkAnswers: false };
  };
  const handler = 'export const handler = async () => 1;';

  it('removes what is left of functions that are gone', async () => {
    const at = checkout({ 'a.ts': handler, 'b.ts': handler });
    await bundle({ ...at, entries: { a: 'a.ts', b: 'b.ts' } });
    writeFileSync(join(at.outDir, 'a', 'index.js'), 'stale');

    await bundle({ ...at, entries: { a: 'a.ts' } });

    expect(readdirSync(at.outDir).toSorted()).toEqual(['a', 'meta.json']);
    expect(readdirSync(join(at.outDir, 'a'))).toEqual(['index.cjs']);
  });

  it('leaves alone what has not changed', async () => {
    const at = checkout({ 'a.ts': handler });
    const written = async () => {
      await bundle({ ...at, entries: { a: 'a.ts' } });
      return statSync(join(at.outDir, 'a', 'index.cjs')).mtimeMs;
    };

    expect(await written()).toBe(await written());
  });

  it('fails with file, line and text, and keeps what was built, when a handler does not compile', async () => {
    const at = checkout({ 'a.ts': handler });
    await bundle({ ...at, entries: { a: 'a.ts' } });
    const before = codeOf(at.outDir, 'a');
    writeFileSync(join(at.root, 'a.ts'), "import { nothing } from './nowhere.ts';\nexport const handler = nothing;");

    const building = bundle({ ...at, entries: { a: 'a.ts' } });

    await expect(building).rejects.toThrow(UserError);
    await expect(building).rejects.toThrow(/do not compile[\s\S]*nowhere\.ts[\s\S]*a\.ts:1:/);
    expect(codeOf(at.outDir, 'a')).toBe(before);
  });
});

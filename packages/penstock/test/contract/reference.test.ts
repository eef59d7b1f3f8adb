import { describe, expect, it } from '@jest/globals';
import { checkStage } from '../../constructs/stage/load.ts';
import { pagesAmong, pagesOf, referenceOf } from '../../constructs/stage/reference.ts';
import { loadEvents } from '../../contract/events/load.ts';
import { referenceFiles } from '../../contract/generate/reference.ts';
import { loadContract } from '../../contract/load.ts';
import type { Operation } from '../../contract/model.ts';
import { publicDocument } from '../../contract/reference/document.ts';
import { pagesOfApp, referenceEndpoints } from '../../contract/reference/endpoints.ts';
import { functionNames } from '../../contract/rpc/endpoints.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { contractFile, eventsFolder } from './contract.ts';

const contract = loadContract(contractFile);
const { events } = loadEvents(eventsFolder, contract);

describe('the document that callers get', () => {
  const document = publicDocument(contract);

  it('is that of the contract, without servers and policies', () => {
    const text = JSON.stringify(document);

    expect(text).not.toMatch(/x-penstock/);
    expect(document).not.toHaveProperty('servers');
    expect(document.components).toEqual(contract.document.components);
    expect(Object.keys(document.paths as object)).toEqual(Object.keys(contract.document.paths as object));
    expect(document).toMatchObject({ paths: { '/v1/parcels': { post: { operationId: 'createParcel' } } } });
  });

  it('is what the function is made of, with the path that health is asked at', () => {
    const files = referenceFiles(contract, events, {});
    const content = (path: string) => files.find((file) => file.path === path)?.content;

    expect(content('reference.ts')).toContain("status: '/health'");
    expect(JSON.parse(content('reference/openapi.json') ?? '')).toEqual(publicDocument(contract, events));
    expect(content('reference/files.ts')).toContain("'openapi.json'");
  });
});

describe('what describes the API', () => {
  const app = { ...parts, reference: referenceEndpoints(pagesOfApp({ hasWebhooks: true })) };
  const { dev } = stages;

  it('is one function, open to all', () => {
    expect(functionNames({ operations: app.reference })).toEqual(['reference']);
    expect(app.reference.map(({ path, security }) => [path, security])).toEqual([
      ['/openapi.json', []],
      ['/asyncapi.json', []],
      ['/docs', []],
      ['/docs/{file}', []],
      ['/.well-known/api-catalog', []],
    ]);
  });

  it.each([
    [{}, ['openapi', 'asyncapi', 'docs', 'catalog'], 5],
    [{ docs: false }, ['openapi', 'asyncapi', 'catalog'], 3],
    [{ openapi: false }, ['asyncapi', 'catalog'], 2],
    [{ openapi: false, asyncapi: false, docs: false, catalog: false }, [], undefined],
  ])('is what a stage with %p serves', (reference, pages, served) => {
    const stage = { ...dev, reference };

    expect(pagesOf(stage, app)).toEqual(pages);
    expect(referenceOf(stage, app)?.length).toBe(served);
    expect(checkStage(stage, app)).toEqual([]);
  });

  describe('at paths that the contract has', () => {
    const [first, ...others] = parts.contract.operations;
    const having = (...paths: string[]) => {
      const operations = [...paths.map((path) => ({ ...(first as Operation), path })), ...others];
      return { ...app, contract: { ...parts.contract, operations } };
    };

    it.each([
      ['/openapi.json', ['asyncapi', 'catalog']],
      ['/docs', ['openapi', 'asyncapi', 'catalog']],
      ['/docs/{page}', ['openapi', 'asyncapi', 'catalog']],
      ['/docs/{id}/comments', ['openapi', 'asyncapi', 'catalog']],
      ['/docs/comments', ['openapi', 'asyncapi', 'docs', 'catalog']],
      ['/docsets/{id}', ['openapi', 'asyncapi', 'docs', 'catalog']],
    ])('gives way to the contract: %s', (path, pages) => {
      const taken = having(path);

      expect(pagesOf(dev, taken)).toEqual(pages);
      expect(pagesAmong(referenceOf(dev, taken) ?? [])).toEqual(pages);
      expect(checkStage(dev, taken)).toEqual([]);
    });

    it('is no page that the stage asks for by name', () => {
      const asking = { ...dev, reference: { openapi: true, docs: true } };

      expect(checkStage(asking, having('/openapi.json', '/docs', '/docs/{page}'))).toMatchObject([
        {
          path: 'reference',
          received: '/openapi.json, /docs, /docs/{file}',
          fix: "write `reference: { openapi: false, docs: false }` in stage dev of lib/stages.ts: the contract's operations stay",
        },
      ]);
    });
  });

  it('is no page without the document that it shows', () => {
    expect(checkStage({ ...dev, reference: { openapi: false, docs: true } }, app)).toMatchObject([
      { path: 'reference.docs', received: true },
    ]);
  });

  it('has no AsyncAPI document where the contract has no webhooks', () => {
    expect(pagesOfApp({ hasWebhooks: false })).toEqual(['openapi', 'docs', 'catalog']);
  });

  it('is switched by a stage only where the app has it', () => {
    expect(checkStage({ ...dev, reference: {} }, parts)).toMatchObject([{ path: 'reference' }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { checkStage } from '../../constructs/stage/load.ts';
import { pagesOf, referenceOf } from '../../constructs/stage/reference.ts';
import { referenceModule } from '../../contract/generate/reference.ts';
import { loadContract } from '../../contract/load.ts';
import type { Operation } from '../../contract/model.ts';
import { publicDocument } from '../../contract/reference/document.ts';
import { referenceEndpoints } from '../../contract/reference/endpoints.ts';
import { functionNames } from '../../contract/rpc/endpoints.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { contractFile } from './contract.ts';

const contract = loadContract(contractFile);

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
    const module = referenceModule(contract);

    expect(module).toContain("status: '/health'");
    expect(module).toContain('createParcel');
  });
});

describe('what describes the API', () => {
  const app = { ...parts, reference: referenceEndpoints() };
  const { dev } = stages;

  it('is one function, open to all', () => {
    expect(functionNames({ operations: app.reference })).toEqual(['reference']);
    expect(app.reference.map(({ path, security }) => [path, security])).toEqual([
      ['/openapi.json', []],
      ['/.well-known/api-catalog', []],
    ]);
  });

  it.each([
    [{}, ['openapi', 'catalog'], 2],
    [{ openapi: false }, ['catalog'], 1],
    [{ openapi: false, catalog: false }, [], undefined],
  ])('is what a stage with %p serves', (reference, pages, served) => {
    const stage = { ...dev, reference };

    expect(pagesOf(stage)).toEqual(pages);
    expect(referenceOf(stage, app)?.length).toBe(served);
    expect(checkStage(stage, app)).toEqual([]);
  });

  it('has no path of the contract, unless the stage switches it off', () => {
    const [first, ...others] = parts.contract.operations;
    const operations = [{ ...(first as Operation), path: '/openapi.json' }, ...others];
    const taken = { ...app, contract: { ...parts.contract, operations } };

    expect(checkStage(dev, taken)).toMatchObject([{ path: 'reference', received: '/openapi.json' }]);
    expect(checkStage({ ...dev, reference: { openapi: false } }, taken)).toEqual([]);
  });

  it('is switched by a stage only where the app has it', () => {
    expect(checkStage({ ...dev, reference: {} }, parts)).toMatchObject([{ path: 'reference' }]);
  });
});

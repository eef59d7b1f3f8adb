import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ContractError, type Finding } from '../../contract/finding.ts';
import { loadContract, parseContract } from '../../contract/load.ts';
import { parseSource } from '../../contract/source.ts';
import { contractText, edited, lineOf } from './contract.ts';

function refused(load: () => unknown): readonly Finding[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ContractError) return error.findings;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('reading a contract', () => {
  it.each([
    ['a missing file', () => 'nowhere.yaml', 'expected a readable contract, received no such file'],
    ['a folder', () => tmpdir(), 'expected a readable contract, received a folder'],
  ])('fails on %s with one finding', (_, file, message) => {
    expect(refused(() => loadContract(file()))).toEqual([
      expect.objectContaining({ file: file(), line: 0, rule: 'file', message, fix: expect.stringContaining('--file') }),
    ]);
  });

  it('takes a whole number for a float that says that it is one', () => {
    expect(parseSource('a.yaml', 'a: !!float 100\nb: !!float 1.5\nc: 7\n').root).toEqual({ a: 100, b: 1.5, c: 7 });
  });

  it.each([
    ['an empty file', '', 1, 'received an empty file'],
    ['a plain sentence', 'just words', 1, 'received a string'],
    ['a list', '- openapi: 3.1.1', 1, 'received a list'],
    ['a bracket that is not closed', 'openapi: [3.1.1', 1, 'Flow sequence'],
    ['two documents', 'openapi: 3.1.1\n---\nopenapi: 3.1.1\n', 2, 'multiple documents'],
    ['a tab as indentation', 'info:\n\ttitle: Parcels\n', 2, 'Tabs are not allowed'],
    ['a tag that means nothing', 'openapi: !version 3.1.1\n', 1, 'Unresolved tag'],
    ['an alias to nothing', 'openapi: *version\n', 1, 'Unresolved alias'],
  ])('fails on %s with one finding', (_, text, line, message) => {
    expect(refused(() => parseContract('broken.yaml', text))).toEqual([
      expect.objectContaining({ file: 'broken.yaml', line, rule: 'yaml', message: expect.stringContaining(message) }),
    ]);
  });

  it('fails on a key that is there twice, at the second', () => {
    const text = edited({ from: '  title: Parcels\n', to: '  title: Parcels\n  title: More parcels\n' });
    expect(refused(() => parseContract('broken.yaml', text))).toEqual([
      expect.objectContaining({
        rule: 'yaml',
        line: lineOf(text, 'More parcels'),
        fix: 'Keep one of the two keys: the other would silently win.',
      }),
    ]);
  });

  it('fails on a document of which almost everything is missing with all of it', () => {
    const findings = refused(() => parseContract('broken.yaml', 'openapi: 3.1.1\nsecurity: []\n'));
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'openapi: expected the member "paths", received none',
      'openapi: expected the member "info", received none',
      'paths: expected at least one operation, received none',
    ]);
  });

  it('fails with a message that is the findings as text, and no stack', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'penstock-contract-')), 'parcels.yaml');
    writeFileSync(file, edited({ from: 'timeout: 3', to: 'timeout: 40' }));
    const [finding] = refused(() => loadContract(file));
    expect(() => loadContract(file)).toThrow(
      [
        `${file}:${finding?.line}:${finding?.column}  timeout  ${finding?.message}`,
        '    at   /x-penstock/timeout',
        `    fix  ${finding?.fix}`,
        '1 finding',
      ].join('\n'),
    );
  });

  it('finds the line and column of any pointer, with anchors and aliases on the way', () => {
    const { locate } = parseSource(
      'a.yaml',
      'base: &base\n  deep: { x: 1 }\nuse: *base\nlist:\n  - first\n  - k: v\n"a/b": 1\n',
    );
    expect(locate('/base/deep/x')).toEqual({ line: 2, column: 14 });
    expect(locate('/use/deep/x')).toEqual({ line: 2, column: 14 });
    expect(locate('/list')).toEqual({ line: 4, column: 1 });
    expect(locate('/list/1/k')).toEqual({ line: 6, column: 8 });
    expect(locate('/a~1b')).toEqual({ line: 7, column: 8 });
    expect(locate('/base/none')).toEqual({ line: 1, column: 1 });
  });

  it('reads every operation, scope and plan', () => {
    const contract = parseContract('parcels.yaml', contractText);
    expect(contract.operations.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)).toEqual([
      'createParcel POST /v1/parcels',
      'listParcels GET /v1/parcels',
      'getParcel GET /v1/parcels/{parcelId}',
      'updateParcel PATCH /v1/parcels/{parcelId}',
      'cancelParcel POST /v1/parcels/{parcelId}/cancellation',
      'deleteLabel DELETE /v1/parcels/{parcelId}/label',
      'getHealth GET /health',
    ]);
    expect(contract.scopes).toEqual(['parcels:read', 'parcels:write']);
    expect(Object.keys(contract.plans)).toEqual(['free', 'pro']);
    expect(contract.operations[0]).toMatchObject({
      security: [{ credential: 'token', scopes: ['parcels:write'] }],
      policy: {
        throttle: { rate: 200, burst: 400 },
        timeout: 3,
        idempotency: 'required',
        slo: { availability: 99.95, p99: 250 },
        concurrency: 200,
      },
      requestBody: {
        required: true,
        contents: [{ mediaType: 'application/json', kind: 'json', schema: { $ref: '#/components/schemas/NewParcel' } }],
      },
    });
    expect(contract.operations.at(-1)?.security).toEqual([]);
  });

  it('keeps the sunset of a deprecated operation', () => {
    const text = edited({
      from: 'operationId: getHealth',
      to: 'operationId: getHealth\n      deprecated: true\n      x-sunset: 2027-06-30',
    });
    expect(parseContract('parcels.yaml', text).operations.at(-1)).toMatchObject({
      deprecation: { sunset: '2027-06-30' },
    });
  });
});

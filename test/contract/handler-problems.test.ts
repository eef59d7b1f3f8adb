import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { findEntries } from '../../packages/penstock/constructs/context/entries.ts';
import { loadContract } from '../../packages/penstock/contract/load.ts';
import { type ProblemCode, problemCodes } from '../../packages/penstock/runtime/problem/codes.ts';

const contract = loadContract('contract/openapi.yaml');
const entries = new Map(findEntries('.').map(({ name, file }) => [name, file]));
const entryOf = (operationId: string): string => entries.get(operationId) ?? '';
const declaredBy = (operationId: string): readonly string[] =>
  contract.operations
    .filter((operation) => operation.operationId === operationId)
    .flatMap(({ responses }) => responses.map(({ status }) => status));

/** What of the kit a handler asks for, and what that may throw. */
const askedOfTheKit: Readonly<Record<string, readonly ProblemCode[]>> = {
  expectedVersions: ['invalid-parameter', 'precondition-required'],
  matchesIfNoneMatch: ['invalid-parameter'],
  startOf: ['invalid-parameter'],
};

/**
 * The codes of the problems and refusals that an operation's own code makes: what is left of it when everything is
 * bundled that its handler uses, and nothing else. The kit's own follow from what the contract declares.
 */
async function codesOf(entry: string): Promise<readonly ProblemCode[]> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    treeShaking: true,
  });
  const parts = (outputFiles[0]?.text ?? '').split(/^\/\/ (?=functions\/|packages\/)/m);
  const own = parts.filter((part) => !/^(functions\/generated|packages)\//.test(part)).join('');
  const made = [...own.matchAll(/(?:new Problem\d*\(\s*|\bcode: )"([a-z-]+)"/g)].map(([, code]) => code ?? '');
  const asked = Object.keys(askedOfTheKit).filter((name) => own.includes(`${name}(`));
  const codes = [...made, ...asked.flatMap((name) => askedOfTheKit[name] ?? [])];
  return [...new Set(codes.filter((code): code is ProblemCode => Object.hasOwn(problemCodes, code)))].sort();
}

describe('the problems that handlers throw', () => {
  it.each(contract.operations.map(({ operationId }) => operationId))(
    'of %s are declared in the contract',
    async (operationId) => {
      const codes = await codesOf(entryOf(operationId));
      const statuses = codes.map((code) => String(problemCodes[code].status));

      expect(statuses.filter((status) => !declaredBy(operationId).includes(status))).toEqual([]);
    },
  );

  it('are found: those of an operation, and not those that only its neighbours throw', async () => {
    expect(await codesOf(entryOf('updateOrder'))).toEqual([
      'invalid-parameter',
      'invalid-state',
      'not-found',
      'precondition-failed',
      'precondition-required',
      'validation',
    ]);
    expect(await codesOf(entryOf('getOrder'))).toEqual(['invalid-parameter', 'not-found']);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { checkSource } from '../../contract/check.ts';
import { gatewayDocument } from '../../contract/gateway-document.ts';
import { parseContract } from '../../contract/load.ts';
import { parseSource } from '../../contract/source.ts';
import { contractText } from './contract.ts';

type Path = readonly (string | number)[];

const good = parseSource('good.yaml', contractText).root;
const places = pathsOf(good);
const bindings = {
  integrationUri: ({ operationId }: { operationId: string }) => operationId,
  authorizerUri: 'authorizer',
};

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

/** The good document with what stands at `path` reregistered, or removed when there is no replacement. */
function withChange(path: Path, replacement: unknown): object {
  const copy = structuredClone(good) as Record<string, unknown>;
  const [last = '', ...reversed] = path.toReversed();
  const parent = reversed
    .toReversed()
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (replacement === undefined) delete parent[last];
  else parent[last] = replacement;
  return copy;
}

const change = fc.record({
  path: fc.constantFrom(...places.filter(({ length }) => length > 0)),
  replacement: fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('#/nowhere', 1e21, -1, ''),
  ),
});

describe('checking a contract with anything in any place', () => {
  it('never throws, says each finding with a line of the file, and passes only what can be derived from', () => {
    fc.assert(
      fc.property(change, ({ path, replacement }) => {
        const text = stringify(withChange(path, replacement), { aliasDuplicateObjects: false });
        const findings = checkSource(parseSource('changed.yaml', text));
        for (const { line, message, fix } of findings) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect([message, fix]).not.toContain('');
        }
        if (findings.length === 0) gatewayDocument(parseContract('changed.yaml', text), bindings);
      }),
      { numRuns: 100 },
    );
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { loadEvents } from '../../../contract/events/load.ts';
import { generate } from '../../../contract/generate/index.ts';
import { loadContract } from '../../../contract/load.ts';
import { contractFile, eventsFolder } from '../contract.ts';
import { changed, findingsIn } from './folder.ts';

type Path = readonly (string | number)[];

const files = ['consumers.yaml', 'parcels.parcel.labelled.v1.schema.json', 'notices.notice.requested.v1.schema.json'];
const good = new Map(files.map((file) => [file, parse(readFileSync(join(eventsFolder, file), 'utf8')) as object]));

const places = files.flatMap((file) => pathsOf(good.get(file)).map((path) => ({ file, path })));

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function withChange(file: string, path: Path, replacement: unknown): string {
  const copy = structuredClone(good.get(file)) as Record<string, unknown>;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
  const last = path.at(-1) ?? '';
  if (replacement === undefined) delete parent[last];
  else parent[last] = replacement;
  return file.endsWith('.yaml') ? stringify(copy) : JSON.stringify(copy, null, 2);
}

const change = fc.record({
  place: fc.constantFrom(...places.filter(({ path }) => path.length > 0)),
  replacement: fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('../openapi.yaml#/components/schemas/', 1e21, -1, '', 'PT999999999999H', '.*'),
  ),
});

describe('checking events and consumers with anything in any place', () => {
  it('never throws, says each finding with a line of its file, and passes only what can be derived from', async () => {
    const contract = loadContract(contractFile);
    await fc.assert(
      fc.asyncProperty(change, async ({ place: { file, path }, replacement }) => {
        const text = withChange(file, path, replacement);
        const folder = changed({ file: `events/${file}`, text });
        const findings = findingsIn(folder);
        for (const { line, message, fix } of findings) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect([message, fix]).not.toContain('');
        }
        const here = { ...contract, file: join(folder, 'openapi.yaml') };
        if (findings.length === 0)
          expect(await generate(here, loadEvents(join(folder, 'events'), here))).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

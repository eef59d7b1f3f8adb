import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { readAssumptions, usual } from '../../cost/assumptions.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-assumptions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const file = join(folder, 'cost.yaml');
  writeFileSync(file, text);
  return file;
}

it('takes what a file says, and the usual for the rest', () => {
  const file = fileWith(
    'durationMs: 40\npublishes: { updateParcel: none }\ncalls: { printLabel: { UpdateItem: 2 } }\n',
  );

  expect(readAssumptions(file)).toEqual({
    ...usual,
    durationMs: 40,
    publishes: { updateParcel: 'none' },
    calls: { printLabel: { UpdateItem: 2 } },
  });
});

it('is the usual where a file says nothing', () => {
  expect(readAssumptions(fileWith(''))).toEqual(usual);
});

it('fails with everything that is not understood', () => {
  const file = fileWith(
    'durationMS: 1\nitemKb: -1\nbatch: 0\ntraceShare: 1.1\npublishes: all\ncalls: { printLabel: { UpdateItem: two } }\n',
  );

  expect(() => readAssumptions(file)).toThrow(
    [
      `${file} is not understood.`,
      `durationMS is none of ${Object.keys(usual).join(', ')}`,
      'itemKb is a number from 0 to 1000000, received -1',
      'batch is a number from 1 to 1000000, received 0',
      'traceShare is a number from 0 to 1, received 1.1',
      'publishes is a type of event for each function',
      'calls.printLabel.UpdateItem is a number from 0, received "two"',
    ].join('\n    '),
  );
});

it('fails where a file that was named is not there', () => {
  expect(() => readAssumptions(join(folder, 'none.yaml'))).toThrow('none.yaml is not there.');
});

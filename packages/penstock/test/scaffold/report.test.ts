import { expect, it } from '@jest/globals';
import { writtenLines } from '../../scaffold/report.ts';
import type { Written } from '../../scaffold/scaffold.ts';

const files = (context: string, count: number): readonly Written[] =>
  Array.from({ length: count }, (_, index) => ({
    what: 'written',
    file: `functions/${context}/examples/get${index}.ts`,
  }));
const app: Written = { what: 'changed', file: 'lib/app.ts' };

it('says what was written, file by file', () => {
  const lines = writtenLines([...files('rooms', 39), app]);
  expect(lines).toHaveLength(40);
  expect(lines).toContain('  written  functions/rooms/examples/get38.ts');
});

it('says of many files how many a context has', () => {
  expect(writtenLines([...files('rooms', 30), ...files('guests', 10), app])).toEqual([
    '  written  functions/rooms/ (30 files)',
    '  written  functions/guests/ (10 files)',
    '  changed  lib/app.ts',
  ]);
});

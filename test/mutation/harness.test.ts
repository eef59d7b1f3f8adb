import { describe, expect, it } from '@jest/globals';
import { watched } from './harness/endless.ts';
import { type Failing, noticing } from './harness/noticing.ts';
import { runCases } from './harness/run-case.ts';
import { suite } from './harness/suite.ts';

const plainly = (_name: string, work: () => Promise<void>) => work();

describe('a suite', () => {
  it('runs cases with their hooks, from the outside in and out again', async () => {
    const { cases, globals } = suite();
    const ran: string[] = [];
    const note = (text: string) => () => void ran.push(text);
    globals.beforeAll(note('all'));
    globals.afterEach(note('after'));
    globals.describe('outer', () => {
      globals.beforeEach(note('before'));
      globals.afterAll(note('end'));
      globals.it('one', note('one'));
      globals.it('two', note('two'));
    });
    globals.it('three', note('three'));

    expect(await runCases(cases, plainly)).toEqual({});
    expect(ran).toEqual(['all', 'before', 'one', 'after', 'before', 'two', 'after', 'three', 'after', 'end']);
  });

  it('names each case of a table, and those of one name apart', () => {
    const { cases, globals } = suite();
    globals.it.each([
      ['a', 1],
      ['b', 2],
    ])('%s is %i', () => {});
    globals.it.each(['x', 'x'])('is the same', () => {});

    expect(cases.map(({ name }) => name)).toEqual(['a is 1', 'b is 2', 'is the same', 'is the same #2']);
  });

  it('gives a case its row', async () => {
    const { cases, globals } = suite();
    const rows: unknown[] = [];
    globals.it.each([
      ['a', [1]],
      ['b', [2]],
    ])('%s', (...row: unknown[]) => void rows.push(row));

    await runCases(cases, plainly);

    expect(rows).toEqual([
      ['a', [1]],
      ['b', [2]],
    ]);
  });

  it('stops at the first case that fails, says which, and ends what it began', async () => {
    const { cases, globals } = suite();
    const ran: string[] = [];
    const error = new Error('no');
    globals.afterAll(() => void ran.push('end'));
    globals.it('good', () => {});
    globals.it('bad', () => Promise.reject(error));
    globals.it('later', () => void ran.push('later'));

    expect(await runCases(cases, plainly)).toEqual({ failed: 'bad', error });
    expect(ran).toEqual(['end']);
  });
});

describe('the case that notices a mutant', () => {
  /** Cases that fail with the mutant, and cases that fail after another one, whatever is active. */
  const world =
    (noticed: readonly string[], after: Readonly<Record<string, string>> = {}): Failing =>
    async (names, withMutant) =>
      names.find(
        (name, index) => (withMutant && noticed.includes(name)) || names.slice(0, index).includes(after[name] ?? ''),
      );

  it('is the first that fails with it and passes without', async () => {
    expect(await noticing(['a', 'b', 'c'], world(['b', 'c']))).toBe('b');
    expect(await noticing(['a', 'b'], world([]))).toBeUndefined();
    expect(await noticing([], world([]))).toBeUndefined();
  });

  it('is none that fails after another case, with the mutant or without', async () => {
    expect(await noticing(['a', 'b'], world([], { b: 'a' }))).toBeUndefined();
    expect(await noticing(['a', 'b', 'c'], world(['c'], { b: 'a' }))).toBe('c');
  });

  it('is any where the mutant keeps the file from being loaded', async () => {
    expect(await noticing(['a'], async (_names, withMutant) => (withMutant ? '' : undefined))).toBe('');
    await expect(noticing(['a'], async () => '')).rejects.toThrow('cannot be loaded without a mutant');
  });
});

it('work that is watched ends as it ends', async () => {
  await expect(watched(async () => {})).resolves.toBeUndefined();
  await expect(watched(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

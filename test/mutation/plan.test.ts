import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reaching, runsFor } from './plan.ts';
import { results } from './results.ts';
import type { Module } from './scope.ts';
import { surveys } from './surveys.ts';

const timed = (name: string, milliseconds: number) => ({ name, milliseconds });
const surveyed = (name: string, milliseconds: number, ...mutants: number[]) => ({
  ...timed(name, milliseconds),
  mutants,
});

describe('the cases that may notice a mutant', () => {
  const surveys = [
    { testFile: 'test/slow.test.ts', cases: [surveyed('a', 90, 1), surveyed('b', 5)], atLoad: [2] },
    {
      testFile: 'test/quick.test.ts',
      cases: [surveyed('c', 2, 1), surveyed('d', 1, 1), surveyed('e', 9, 1)],
      atLoad: [],
    },
    { testFile: 'test/room/own.test.ts', cases: [surveyed('f', 500, 1)], atLoad: [] },
  ];

  it('are those that reach it, and all of a file that reaches it as it loads', () => {
    expect(reaching(2, surveys)).toMatchObject([
      { testFile: 'test/slow.test.ts', cases: [{ name: 'a' }, { name: 'b' }] },
    ]);
    expect(reaching(3, surveys)).toEqual([]);
  });

  it('are tried from the module’s own file to the slowest, and in it from the likeliest to the slowest', () => {
    const kills = (name: string) => (name === 'e' ? 1 : 0);

    expect(runsFor('room/own.ts', reaching(1, surveys), kills)).toEqual([
      { testFile: 'test/room/own.test.ts', cases: [timed('f', 500)] },
      { testFile: 'test/quick.test.ts', cases: [timed('e', 9), timed('d', 1), timed('c', 2)] },
      { testFile: 'test/slow.test.ts', cases: [timed('a', 90)] },
    ]);
  });

  it('are tried in a slower file first when it noticed more', () => {
    const order = (noticed: number) =>
      runsFor('room/other.ts', reaching(1, surveys), (name) => (name === 'a' ? noticed : 0)).map(
        ({ testFile }) => testFile,
      );

    expect(order(6)).toEqual(['test/quick.test.ts', 'test/slow.test.ts', 'test/room/own.test.ts']);
    expect(order(7)).toEqual(['test/slow.test.ts', 'test/quick.test.ts', 'test/room/own.test.ts']);
  });
});

describe('what a test file reached in an earlier run', () => {
  const bundle = { testFile: 'a.test.ts', script: '', hash: '1', sources: ['a.ts'] };
  const survey = { testFile: 'a.test.ts', cases: [surveyed('a', 1, 11)], atLoad: [12] };
  const modules = [
    { path: 'a.ts', offset: 10 },
    { path: 'b.ts', offset: 20 },
  ];
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const known = (now = bundle, of = modules, salt = 's') => {
    const file = join(folder, 'nested', 'surveys.json');
    const store = surveys(file, modules, 's');
    store.put(bundle, survey);
    store.save();
    return surveys(file, of, salt).known(now);
  };

  it('holds while its script and the numbers of its mutants are the same', () => {
    expect(known()).toEqual(survey);
    expect(known(bundle, [{ path: 'a.ts', offset: 10 }])).toEqual(survey);
  });

  it.each([
    ['its script', { ...bundle, hash: '2' }, modules, 's'],
    ['the numbers', bundle, [{ path: 'a.ts', offset: 9 }], 's'],
    ['the runner', bundle, modules, 't'],
    ['another file', { ...bundle, testFile: 'b.test.ts' }, modules, 's'],
  ])('ends with %s', (_case, now, of, salt) => {
    expect(known(now, of, salt)).toBeUndefined();
  });
});

describe('the results of an earlier run', () => {
  const mutant = { number: 1, line: 1, text: '', original: '0', replacement: '1' };
  const module = { path: 'a.ts', source: 'f(0);', mutants: [mutant] } as unknown as Module;
  const bundles = (a: string, b: string) => [
    { testFile: 'a.test.ts', script: '', hash: a, sources: ['a.ts'] },
    { testFile: 'b.test.ts', script: '', hash: b, sources: ['a.ts', 'b.ts'] },
  ];
  const killed = { status: 'killed', by: 'a.test.ts' } as const;
  const survived = { status: 'survived', reached: true } as const;
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const known = (fate: typeof killed | typeof survived, now = bundles('1', '1'), of = module, salt = 's') => {
    const file = join(folder, 'nested', 'results.json');
    const store = results(file, bundles('1', '1'), 's');
    store.put(module, mutant, fate);
    store.save([module]);
    const found = results(file, now, salt).known(of, mutant);
    rmSync(file);
    return found;
  };

  it.each([killed, survived])('hold while nothing has changed: %j', (fate) => {
    expect(known(fate)).toEqual(fate);
  });

  it('hold of a kill while the file that noticed is the same', () => {
    expect(known(killed, bundles('1', '2'))).toEqual(killed);
    expect(known(killed, bundles('2', '1'))).toBeUndefined();
  });

  it('hold of a survivor while every file that loads the module is', () => {
    expect(known(survived, bundles('1', '2'))).toBeUndefined();
  });

  it.each([
    ['the source', { ...module, source: 'f(0, 1);' }, 's'],
    ['the runner', module, 't'],
  ])('end with %s', (_case, of, salt) => {
    expect(known(killed, undefined, of, salt)).toBeUndefined();
  });

  it('are no longer kept of an earlier source', () => {
    const file = join(folder, 'results.json');
    const other = { ...module, path: 'b.ts' };
    const store = results(file, bundles('1', '1'), 's');
    for (const one of [module, other]) store.put(one, mutant, survived);
    store.save([{ ...module, source: 'f(1);' }]);

    const kept = results(file, bundles('1', '1'), 's');
    expect([kept.known(module, mutant), kept.known(other, mutant)]).toEqual([undefined, survived]);
  });

  it('are none where there is no file', () => {
    expect(results(join(folder, 'none.json'), [], 's').known(module, mutant)).toBeUndefined();
  });
});

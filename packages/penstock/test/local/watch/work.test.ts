import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../local/watch/scan.ts';
import { type Known, watchedOf, workOf } from '../../../local/watch/work.ts';

const known: Known = {
  record: {
    root: '/app',
    entries: { create: 'functions/things/handlers/create.ts', list: 'functions/things/handlers/list.ts' },
    checkAnswers: true,
    functions: {
      create: {
        inputs: ['functions/things/handlers/create.ts', 'functions/things/thing.ts', 'packages/kit/runtime/call.ts'],
        hash: '1',
      },
      list: {
        inputs: ['functions/things/handlers/list.ts', 'functions/things/thing.ts', 'node_modules/jose/index.js'],
        hash: '2',
      },
    },
  },
  program: ['bin/penstock.ts', 'lib/app.ts', 'functions/things/infra.ts', 'packages/kit/constructs/table.ts'],
  broken: new Set(),
  isSynthBroken: false,
};
const changed = (path: string, kind: Change['kind'] = 'changed'): Change => ({ path, kind });
const work = (change: Change, more: Partial<Known> = {}) => workOf([change], { ...known, ...more });
const nothing = { generate: false, synthesize: false, functions: [] };

describe('an edit', () => {
  it.each([
    ['of a handler', 'functions/things/handlers/create.ts', ['create']],
    ['of what two share', 'functions/things/thing.ts', ['create', 'list']],
    ['of the kit that a function has in it', 'packages/kit/runtime/call.ts', ['create']],
  ])('%s bundles the functions that have it', (_, path, functions) => {
    expect(work(changed(path))).toEqual({ ...nothing, functions });
  });

  it.each([
    ['the program', 'lib/app.ts'],
    ['what a context says of itself', 'functions/things/infra.ts'],
    ['the constructs', 'packages/kit/constructs/table.ts'],
    ["the CDK's settings", 'cdk.json'],
  ])('of %s synthesizes the stage', (_, path) => {
    expect(work(changed(path))).toEqual({ ...nothing, synthesize: true });
  });

  it('of the contract derives from it and synthesizes', () => {
    expect(work(changed('contract/openapi.yaml'))).toEqual({ ...nothing, generate: true, synthesize: true });
  });

  it.each([
    ['in the folder of generated files', 'functions/generated/routes.ts'],
    ['the description of the events', 'contract/events/asyncapi.json'],
    ['a document', 'functions/things/README.md'],
    ['a test', 'functions/things/thing.test.ts'],
  ])('of %s that nothing has in it asks for nothing', (_, path) => {
    expect(work(changed(path))).toEqual(nothing);
  });

  it.each(['added', 'removed'] as const)('that is an entry %s beside others synthesizes the stage', (kind) => {
    expect(work(changed('functions/things/handlers/archive.ts', kind)).synthesize).toBe(true);
    expect(work(changed('functions/others/entry/http/first.ts', kind)).synthesize).toBe(true);
    expect(work(changed('functions/things/other.ts', kind))).toEqual(nothing);
  });

  it('bundles what did not compile before once more, whatever it is of', () => {
    expect(work(changed('functions/things/new.ts', 'added'), { broken: new Set(['list']) }).functions).toEqual([
      'list',
    ]);
  });

  it('synthesizes once more what did not synthesize before', () => {
    expect(work(changed('functions/things/thing.ts'), { isSynthBroken: true }).synthesize).toBe(true);
  });
});

describe('what is watched', () => {
  it('are the folders of the app, and the files of the kit that are not installed', () => {
    expect(watchedOf(known)).toEqual({
      folders: ['bin', 'contract', 'functions', 'lib'],
      files: ['cdk.json', 'package.json', 'packages/kit/constructs/table.ts', 'packages/kit/runtime/call.ts'],
    });
  });
});

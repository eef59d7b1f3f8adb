import { expect, it } from '@jest/globals';
import { checkExampleAnswers } from '../../constructs/example-answers.ts';

const bundled = (...functions: string[]) => ({
  outputs: Object.fromEntries(
    functions.map((name) => [
      `dist/dev/${name}/index.cjs`,
      { inputs: { [name.startsWith('get') ? 'x/runtime/http/example-answer.js' : 'x/runtime/http/operation.js']: {} } },
    ]),
  ),
});

it('functions that answer with examples are deployed where the stage says so, and run locally', () => {
  const some = bundled('getA', 'makeB');
  expect(() => checkExampleAnswers({ name: 'prod' }, some)).toThrow(/^Stage prod: .*\n {4}received getA\n/);
  expect(() => checkExampleAnswers({ name: 'dev', exampleAnswers: true }, some)).not.toThrow();
  expect(() => checkExampleAnswers({ name: 'local', local: true }, some)).not.toThrow();
  expect(() => checkExampleAnswers({ name: 'local', local: true, exampleAnswers: false }, some)).toThrow(
    'received getA',
  );
  expect(() => checkExampleAnswers({ name: 'prod' }, bundled('makeB'))).not.toThrow();
});

it('names ten of them at the most', () => {
  const many = bundled(...Array.from({ length: 12 }, (_, index) => `get${index}`));
  expect(() => checkExampleAnswers({ name: 'prod' }, many)).toThrow(/get9 and 2 more\n/);
});

import type * as jestGlobals from '@jest/globals';

type Globals = typeof jestGlobals;

/** What an import of `@jest/globals` gives: bindings that are those of the test file that runs, wherever they were imported. */
export let jest: Globals['jest'];
export let expect: Globals['expect'];
export let describe: Globals['describe'];
export let it: Globals['it'];
export let test: Globals['test'];
export let beforeAll: Globals['beforeAll'];
export let beforeEach: Globals['beforeEach'];
export let afterAll: Globals['afterAll'];
export let afterEach: Globals['afterEach'];

export function useGlobals(globals: Globals): void {
  ({ jest, expect, describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = globals);
}

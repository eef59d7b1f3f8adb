import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';
import { scriptOf } from '../bundles.ts';
import { jestGlobals } from './jest-globals.ts';
import { type Suite, suite } from './suite.ts';

type Wrapper = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: object,
  mutant: IsActive,
) => unknown;
export type IsActive = (mutant: number) => boolean;

const requireHere = createRequire(join(process.cwd(), 'package.json'));
const compiled = new Map<string, Wrapper>();
const shared = new Map<string, unknown>();

/** A new instance of a test file and of all that it loads; compiled once, so that it takes a few milliseconds. */
export async function load(
  folder: string,
  testFile: string,
  isActive: IsActive,
): Promise<Suite & { readonly dispose: () => void }> {
  const found = suite();
  const { module: globals, dispose } = jestGlobals(found);
  const require = (name: string): unknown => {
    if (name === '@jest/globals') return globals;
    return name.startsWith('shared:') ? loadShared(folder, name.slice('shared:'.length)) : requireHere(name);
  };
  try {
    await wrapperOf(scriptOf(folder, testFile), 'async function')(require, { exports: {} }, {}, isActive);
  } catch (error) {
    dispose();
    throw error;
  }
  return { ...found, dispose };
}

/** It is there until the process ends: then comes what it wants done after its tests. */
function loadShared(folder: string, file: string): unknown {
  if (!shared.has(file)) {
    const found = suite();
    process.on('exit', () => {
      for (const work of found.file.hooks.afterAll) work();
    });
    const globals = jestGlobals(found).module;
    const require = (name: string): unknown => (name === '@jest/globals' ? globals : requireHere(name));
    const module = { exports: {} };
    wrapperOf(scriptOf(folder, file), 'function')(require, module, module.exports, () => false);
    shared.set(file, module.exports);
  }
  return shared.get(file);
}

function wrapperOf(script: string, kind: 'function' | 'async function'): Wrapper {
  const known = compiled.get(script);
  if (known !== undefined) return known;
  const code = `(${kind} (require, module, exports, __mutant) {${readFileSync(script, 'utf8')}\n})`;
  const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const made: Wrapper = new Script(code, { filename: script, importModuleDynamically }).runInThisContext();
  compiled.set(script, made);
  return made;
}

import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import type Runtime from 'jest-runtime';
import SharedProcess from './environment.ts';
import { frameworkState } from './framework-state.ts';
import { useGlobals } from './globals.ts';
import { resolveModule, urlOfRun } from './module-urls.ts';
import { readableStack } from './readable-stack.ts';

const require = createRequire(import.meta.url);
const JestRuntime: typeof Runtime.default = require('jest-runtime').default;
registerHooks({ resolve: resolveModule });

let runs = 0;

/**
 * Jest's runtime with Node's own loader of modules. Jest's loads and links them in a context for each test file, which took a
 * third of the processor's time of all tests (docs/decisions/0046). It mocks no modules.
 */
export default class NativeModules extends JestRuntime {
  readonly #run = ++runs;
  readonly #testPath: string;
  readonly #all: boolean;
  #restore: () => void = () => {};

  constructor(...args: ConstructorParameters<typeof JestRuntime>) {
    super(...args);
    this.#testPath = args[6];
    this.#all = args[1] instanceof SharedProcess && args[1].loadsAllAnew;
  }

  override unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  override async unstable_importModule(path: string): Promise<unknown> {
    try {
      return await import(urlOfRun(pathToFileURL(path).href, this.#run, { all: this.#all }));
    } catch (error) {
      readableStack(error);
      throw error;
    }
  }

  /** Jest's test framework, which keeps the state of one test file. */
  override requireInternalModule<T>(path: string): T {
    delete require.cache[path];
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    const framework = require(path);
    this.#restore = frameworkState(createRequire(path)('jest-snapshot'));
    return framework;
  }

  override teardown(): void {
    this.#restore();
    super.teardown();
  }

  override setGlobalsForRuntime(globals: Parameters<Runtime.default['setGlobalsForRuntime']>[0]): void {
    super.setGlobalsForRuntime(globals);
    useGlobals(this.requireModuleOrMock(this.#testPath, '@jest/globals'));
  }
}

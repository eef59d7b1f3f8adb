import type { EnvironmentContext, JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { processState } from './process-state.ts';
import { readableStack } from './readable-stack.ts';

/** Node's own streams and sockets need these, and here they are the ones that a test would fake. */
const doNotFake = ['nextTick', 'queueMicrotask'] as const;

/** What Jest's test framework tells: once a case is done, what was thrown in it, each with where the case stands. */
interface TestEvent {
  readonly name: string;
  readonly test?: { readonly errors: unknown } | null | undefined;
}

/**
 * Jest's environment for test files that run in the worker's own realm, one after another: no context of its own, so
 * libraries are loaded once a worker. What a file changes of the process is put back after it.
 */
export default class SharedProcess implements JestEnvironment {
  readonly global = globalThis as unknown as JestEnvironment['global'];
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly moduleMocker = new ModuleMocker(globalThis);
  /** Whether a test file says that it needs all modules of the repository anew, and not only those of tests. */
  readonly loadsAllAnew: boolean;
  readonly #restore = processState();

  constructor({ projectConfig }: JestEnvironmentConfig, { docblockPragmas }: EnvironmentContext) {
    const config = { ...projectConfig, fakeTimers: { ...projectConfig.fakeTimers, doNotFake: [...doNotFake] } };
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
    // A docblock's word ends at a space: `@fresh-modules: why` is one with a colon.
    this.loadsAllAnew = Object.keys(docblockPragmas).some((word) => word.replace(/:$/, '') === 'fresh-modules');
  }

  /** Stacks as Node writes them: no module is transformed, and those of Jest, of 100 frames, are a twentieth of a synth. */
  async setup(): Promise<void> {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
    Error.stackTraceLimit = 25;
  }

  handleTestEvent(event: TestEvent): void {
    if (event.name === 'test_done') for (const error of [event.test?.errors].flat(2)) readableStack(error);
  }

  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.#restore();
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  getVmContext(): null {
    return null;
  }
}

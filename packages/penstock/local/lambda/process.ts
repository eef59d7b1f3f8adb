import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { collectText, takeChunks } from './chunks.ts';
import type { FunctionDefinition } from './definition.ts';
import type { FunctionError, InvokeMessage, TakeChunk, WorkerMessage } from './messages.ts';

export type Outcome =
  | { readonly kind: 'result'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly error: FunctionError };

/** Why a handler is not loaded. */
export interface LoadError extends FunctionError {
  /** It took longer than it may. */
  readonly isTimeout?: boolean;
}

/** What a process is given to do. */
export interface Task extends Omit<InvokeMessage, 'deadline'> {
  /** Takes a streamed answer; absent: it is the result, as text. */
  readonly take?: TakeChunk;
}

/** One execution environment: a process that takes one invocation at a time. */
export interface FunctionProcess {
  /** Resolves when the handler is loaded, with the reason where it cannot be. */
  readonly loaded: Promise<LoadError | undefined>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** @returns what the handler answered, or how it failed; after the function's timeout the process is killed */
  invoke(task: Task): Promise<Outcome>;
  /** Whether it can take another invocation. */
  usable(): boolean;
  stop(): void;
}

/** Takes a line, and the invocation that it is of: a process works on one at a time, and writes before it answers. */
export type LogLine = (line: string, requestId: string | undefined) => void;

const bootstrap = join(import.meta.dirname, 'bootstrap.cjs');

/**
 * Starts a process with exactly the environment given. It ends by itself when this process goes, however that happens:
 * its IPC channel closes. A process group of its own keeps a terminal's Ctrl-C from it while it still answers.
 */
export function startProcess(
  fn: Pick<FunctionDefinition, 'code' | 'memory' | 'timeout'>,
  env: Record<string, string>,
  log: LogLine,
  initLimitMs: number,
): FunctionProcess {
  let requestId: string | undefined;
  const child = fork(bootstrap, [process.cwd()], {
    cwd: fn.code,
    env,
    execArgv: [`--max-old-space-size=${fn.memory}`],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => log(line, requestId));
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => child.kill('SIGKILL'));
  return {
    loaded: load(child, initLimitMs),
    ended,
    invoke: (task) => {
      requestId = task.requestId;
      return invoke(child, fn.timeout, task);
    },
    usable: () => child.connected && !child.killed && child.exitCode === null && child.signalCode === null,
    stop: () => child.kill('SIGKILL'),
  };
}

function load(child: ChildProcess, initLimitMs: number): Promise<LoadError | undefined> {
  return new Promise((resolve) => {
    const settle = (error: LoadError | undefined) => {
      clearTimeout(timer);
      resolve(error);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      const errorMessage = `Init timed out after ${(initLimitMs / 1000).toFixed(2)} seconds`;
      settle({ errorType: 'Sandbox.Timedout', errorMessage, isTimeout: true });
    }, initLimitMs);
    child.once('exit', (code, signal) => settle(exitError(code, signal)));
    child.once('message', (message: WorkerMessage) =>
      settle(message.kind === 'init-error' ? message.error : undefined),
    );
  });
}

function invoke(child: ChildProcess, timeout: number, { take, ...invocation }: Task): Promise<Outcome> {
  const whole = collectText();
  const chunk = takeChunks(child, invocation.requestId, take ?? whole.take);
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      clearTimeout(crash);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (message: WorkerMessage) => {
      if (crash !== undefined) return void child.kill('SIGKILL');
      if (message.kind === 'chunk') return chunk(message.data);
      const outcome = outcomeOf(message, whole.text());
      if (outcome !== undefined) settle(outcome);
      if (message.kind === 'error' && message.fatal) child.kill('SIGKILL');
    };
    const onExit = (code: number | null, signal: string | null) =>
      settle({ kind: 'error', error: exitError(code, signal) });
    const { crashAfter } = invocation;
    const crash = crashAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), crashAfter);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      const errorMessage = `${new Date().toISOString()} ${invocation.requestId} Task timed out after ${timeout.toFixed(2)} seconds`;
      settle({ kind: 'error', error: { errorType: 'Sandbox.Timedout', errorMessage } });
    }, timeout * 1000);
    child.on('message', onMessage);
    child.on('exit', onExit);
    const message: InvokeMessage = { ...invocation, deadline: Date.now() + timeout * 1000 };
    // A process that is already gone reports through its exit; the error here says nothing more.
    child.send(message, () => {});
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
  });
}

function outcomeOf(message: WorkerMessage, text: string | undefined): Outcome | undefined {
  if (message.kind === 'result') return { kind: 'result', payload: text ?? message.payload };
  return message.kind === 'error' ? { kind: 'error', error: message.error } : undefined;
}

/** Node aborts itself when the heap is full, which is how Lambda's memory limit ends a function. */
function exitError(code: number | null, signal: string | null): FunctionError {
  if (signal === 'SIGABRT') return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Runtime exited: out of memory' };
  const how = signal === null ? `exit status ${code}` : `signal: ${signal}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` };
}

import { lazy } from '../lazy.ts';
import type { FunctionDefinition } from './definition.ts';
import type { FunctionError } from './messages.ts';
import type { FunctionProcess, LoadError, Outcome, Task } from './process.ts';

interface Waiting {
  /** Milliseconds, of `performance.now`. */
  readonly since: number;
  readonly invocation: Task;
  readonly started: () => void;
  readonly settle: (outcome: Outcome) => void;
}

const closing: FunctionError = { errorType: 'Runtime.Closed', errorMessage: 'The local cloud is closing' };

/**
 * Milliseconds that a handler may take to load. Lambda then loads it once more, within the function's timeout, for the
 * invocation that waits.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
const initLimitMs = 10_000;

/** Milliseconds that an invocation waits before a further process is started for it: a burst is often over sooner. */
const patience = 50;
/** Processes that start at once: more would take the processor from those that work. */
const mostLoading = 2;
/** Processes that stay although nothing is to do, and the milliseconds after which the others end by default. */
const retained = 4;
const idleFor = 30_000;

/**
 * The processes of one function, at the most `size`. AWS would start an environment for every concurrent invocation;
 * a laptop lets them wait a little for one instead, and starts no clock until a process takes them or starts for them.
 */
export class Pool {
  readonly #fn: FunctionDefinition;
  readonly #size: number;
  readonly #start: (initLimitMs: number) => FunctionProcess;
  readonly #processes = new Set<FunctionProcess>();
  readonly #idle: FunctionProcess[] = [];
  readonly #idleSince = new Map<FunctionProcess, number>();
  readonly #waiting: Waiting[] = [];
  readonly #retiring: NodeJS.Timeout;
  /** Processes that are starting; each will take one invocation that waits. */
  #loading = 0;
  #growing: NodeJS.Timeout | undefined;
  #closed = false;
  /** Whether a process was loaded, or is: what loads from then on is in the time of the caller that it is started for. */
  #isWarm = false;
  /** Invocations that a process works on. */
  #running = 0;
  #drained: (() => void)[] = [];

  constructor(fn: FunctionDefinition, size: number, start: (initLimitMs: number) => FunctionProcess, idle = idleFor) {
    this.#fn = fn;
    this.#size = size;
    this.#start = start;
    this.#retiring = setInterval(() => this.#retire(idle), idle / 2).unref();
  }

  get functionName(): string {
    return this.#fn.name;
  }

  get processes(): number {
    return this.#processes.size;
  }

  /** Starts the first process. @returns why the handler does not load, if so; that it takes long is no reason yet */
  async warm(): Promise<FunctionError | undefined> {
    const error = await this.#grow(initLimitMs);
    return error?.isTimeout === true ? undefined : error;
  }

  /** @param started is called once: when a process takes the invocation, or begins to load for it */
  invoke(invocation: Task, started: () => void = () => {}): Promise<Outcome> {
    if (this.#closed) return Promise.resolve({ kind: 'error', error: closing });
    return new Promise((settle) => {
      this.#waiting.push({ since: performance.now(), invocation, started: lazy(started), settle });
      this.#dispatch();
    });
  }

  /** Ends when everything that was invoked has its outcome, or after `limitMs`. Whoever drains a pool invokes no more. */
  async drain(limitMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, limitMs);
    this.#drained.push(resolve);
    this.#checkDrained();
    await promise;
    clearTimeout(timer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#growing);
    clearInterval(this.#retiring);
    for (const { settle } of this.#waiting.splice(0)) settle({ kind: 'error', error: closing });
    const processes = [...this.#processes];
    for (const process of processes) process.stop();
    await Promise.all(processes.map((process) => process.ended));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const process = this.#idle.pop();
      if (process === undefined) break;
      const next = this.#waiting.shift();
      if (next !== undefined) void this.#run(process, next);
    }
    this.#growInTime();
    this.#checkDrained();
  }

  #checkDrained(): void {
    if (this.#running > 0 || this.#waiting.length > 0) return;
    for (const drained of this.#drained.splice(0)) drained();
  }

  /** Looks again when the first that waits for no starting process will have waited long enough. */
  #growInTime(): void {
    clearTimeout(this.#growing);
    const next = this.#waiting[this.#loading];
    const isFull = this.#loading >= mostLoading || this.#processes.size >= this.#size;
    if (next === undefined || isFull || this.#closed) return;
    const wait = this.#processes.size === 0 ? 0 : next.since + patience - performance.now();
    if (wait <= 0) {
      void this.#growForWaiting();
      this.#growInTime();
    } else {
      this.#growing = setTimeout(() => this.#growInTime(), wait).unref();
    }
  }

  #retire(idle: number): void {
    const old = this.#idle.filter((process) => performance.now() - (this.#idleSince.get(process) ?? 0) > idle);
    for (const process of old.slice(0, Math.max(0, this.#processes.size - retained))) {
      this.#idle.splice(this.#idle.indexOf(process), 1);
      process.stop();
    }
  }

  #makeIdle(process: FunctionProcess): void {
    this.#idle.push(process);
    this.#idleSince.set(process, performance.now());
  }

  /**
   * AWS has nobody wait for a process of another: what loads for an invocation is in its caller's time. Only where nothing
   * was loaded ahead the first process is in nobody's, as it would have been.
   */
  async #growForWaiting(): Promise<void> {
    if (this.#isWarm) this.#waiting[this.#loading]?.started();
    let error = await this.#grow(initLimitMs);
    if (error?.isTimeout === true) error = await this.#grow(this.#fn.timeout * 1000);
    if (error !== undefined) this.#waiting.shift()?.settle({ kind: 'error', error: this.#reason(error) });
    this.#dispatch();
  }

  #reason({ errorType, errorMessage, isTimeout }: LoadError): FunctionError {
    if (isTimeout !== true) return { errorType, errorMessage };
    return { errorType, errorMessage: `Task timed out after ${this.#fn.timeout.toFixed(2)} seconds` };
  }

  async #grow(initLimitMs: number): Promise<LoadError | undefined> {
    if (this.#closed) return closing;
    this.#isWarm = true;
    const process = this.#start(initLimitMs);
    this.#processes.add(process);
    void process.ended.then(() => this.#forget(process));
    this.#loading++;
    const error = await process.loaded;
    this.#loading--;
    if (error !== undefined) return error;
    this.#makeIdle(process);
    this.#dispatch();
    return undefined;
  }

  async #run(process: FunctionProcess, { invocation, started, settle }: Waiting): Promise<void> {
    started();
    this.#running++;
    const outcome = await process.invoke(invocation);
    this.#running--;
    settle(outcome);
    if (process.usable() && !this.#closed) this.#makeIdle(process);
    this.#dispatch();
  }

  #forget(process: FunctionProcess): void {
    this.#processes.delete(process);
    this.#idleSince.delete(process);
    const index = this.#idle.indexOf(process);
    if (index >= 0) this.#idle.splice(index, 1);
    this.#dispatch();
  }
}

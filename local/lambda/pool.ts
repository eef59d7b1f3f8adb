import type { FunctionDefinition } from './definition.ts';
import type { FunctionError, InvokeMessage } from './messages.ts';
import type { FunctionProcess, Outcome } from './process.ts';

export type Invocation = Omit<InvokeMessage, 'deadline'>;

interface Waiting {
  readonly invocation: Invocation;
  readonly started: () => void;
  readonly settle: (outcome: Outcome) => void;
}

const closing: FunctionError = { errorType: 'Runtime.Closed', errorMessage: 'The local cloud is closing' };

/**
 * The processes of one function, at the most `size`. AWS would start an environment for every concurrent invocation;
 * a laptop lets them wait for one instead, and starts no clock until a process takes them.
 */
export class Pool {
  readonly #fn: FunctionDefinition;
  readonly #size: number;
  readonly #start: () => FunctionProcess;
  readonly #processes = new Set<FunctionProcess>();
  readonly #idle: FunctionProcess[] = [];
  readonly #waiting: Waiting[] = [];
  /** Processes that are starting; each will take one invocation that waits. */
  #loading = 0;
  #closed = false;

  constructor(fn: FunctionDefinition, size: number, start: () => FunctionProcess) {
    this.#fn = fn;
    this.#size = size;
    this.#start = start;
  }

  get functionName(): string {
    return this.#fn.name;
  }

  /** Starts the first process. @returns why the handler does not load, if so */
  warm(): Promise<FunctionError | undefined> {
    return this.#grow();
  }

  /** @param started is called when a process takes the invocation */
  invoke(invocation: Invocation, started: () => void = () => {}): Promise<Outcome> {
    return new Promise((settle) => {
      this.#waiting.push({ invocation, started, settle });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
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
    if (this.#waiting.length > this.#loading && this.#processes.size < this.#size) void this.#growForWaiting();
  }

  async #growForWaiting(): Promise<void> {
    const error = await this.#grow();
    if (error !== undefined) this.#waiting.shift()?.settle({ kind: 'error', error });
    this.#dispatch();
  }

  async #grow(): Promise<FunctionError | undefined> {
    if (this.#closed) return closing;
    const process = this.#start();
    this.#processes.add(process);
    void process.ended.then(() => this.#forget(process));
    this.#loading++;
    const error = await process.loaded;
    this.#loading--;
    if (error !== undefined) return error;
    this.#idle.push(process);
    this.#dispatch();
    return undefined;
  }

  async #run(process: FunctionProcess, { invocation, started, settle }: Waiting): Promise<void> {
    started();
    const outcome = await process.invoke(invocation);
    settle(outcome);
    if (process.usable() && !this.#closed) this.#idle.push(process);
    this.#dispatch();
  }

  #forget(process: FunctionProcess): void {
    this.#processes.delete(process);
    const index = this.#idle.indexOf(process);
    if (index >= 0) this.#idle.splice(index, 1);
    this.#dispatch();
  }
}

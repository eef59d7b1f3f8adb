import type { Platform } from '../platform.ts';

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Milliseconds since the clock began. */
  readonly atMs: number;
}

/** What an API does with a request: answers, fails, or (`undefined`) leaves it open until its signal ends it. */
export type Behaviour = (request: Sent) => Response | Error | undefined;

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A host whose network is a script and whose clock goes on when nothing else can happen. */
export class FakePlatform implements Platform {
  readonly sent: Sent[] = [];
  readonly #timers = new Set<Timer>();
  readonly #behaviours: readonly Behaviour[];
  readonly #random: number;
  #nowMs = 0;
  #ids = 0;

  /** The nth request meets the nth behaviour; the last one goes on. */
  constructor(behaviours: readonly Behaviour[], random = 0.5) {
    this.#behaviours = behaviours;
    this.#random = random;
  }

  readonly now = () => this.#nowMs;
  readonly random = () => this.#random;
  readonly randomId = () => {
    this.#ids += 1;
    return `id-${this.#ids}`;
  };

  readonly schedule = (callback: () => void, delayMs: number) => {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { method = '', headers, body, signal } = init;
    const request = { url, method, headers: headers as Sent['headers'], body, atMs: this.#nowMs };
    this.sent.push(request);
    const behave = this.#behaviours[Math.min(this.sent.length, this.#behaviours.length) - 1];
    const outcome = behave?.(request);
    if (outcome instanceof Error) throw outcome;
    return outcome ?? new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  };

  /** How many callbacks are still to come. */
  get scheduled(): number {
    return this.#timers.size;
  }

  /** Lets time pass in which nothing happens. */
  pass(durationMs: number): Promise<unknown> {
    return this.settle(new Promise<void>((resolve) => void this.schedule(resolve, durationMs)));
  }

  /** Runs until the promise is settled, and gives what it was settled with. */
  async settle<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
    let result: PromiseSettledResult<T> | undefined;
    const settled = Promise.allSettled([promise]).then(([one]) => {
      result = one;
    });
    while (result === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      if (result === undefined) this.#advance();
    }
    await settled;
    return result;
  }

  #advance(): void {
    const [next] = [...this.#timers].toSorted((a, b) => a.atMs - b.atMs);
    if (next === undefined) throw new Error('Nothing can happen any more');
    this.#timers.delete(next);
    this.#nowMs = next.atMs;
    next.callback();
  }
}

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(status === 204 || status === 304 ? null : JSON.stringify(body), { status, headers });

export const problem = (status: number, code: string, over: object = {}, headers = {}): Response =>
  json(
    status,
    { type: `urn:penstock:problem:${code}`, title: code, status, detail: `It is ${code}.`, ...over },
    headers,
  );

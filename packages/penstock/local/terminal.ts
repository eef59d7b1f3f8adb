import type { Answered } from './apigateway/gateway.ts';
import type { Hop } from './hops.ts';
import { list, object } from './json.ts';
import type { EndedInvocation } from './lambda/service.ts';
import { clock, functionLine, hopPrinter, requestLine, shortLine } from './log-printer.ts';

/** What of a stage is shown while it runs: each request on a line, and under it why it failed. */
export interface Terminal {
  request(request: Answered): void;
  invocation(invocation: EndedInvocation): void;
  log(line: string, source: string, requestId?: string): void;
  hop(hop: Hop): void;
}

export interface TerminalOptions {
  readonly print: (line: string) => void;
  /** Shows each step of each event. */
  readonly verbose: boolean;
  /** For how long the lines of something that ended are waited for: they come through another pipe than its outcome. */
  readonly settleMs?: number;
}

/** Invocations of which something is remembered, and lines of each. */
const mostInvocations = 1_000;
const mostLines = 50;

/**
 * Log lines wait for the outcome of their invocation. One that succeeds shows its warnings; one that fails shows all its
 * lines, under the request or the batch that it was for.
 */
export function createTerminal({ print, verbose, settleMs = 20 }: TerminalOptions): Terminal {
  const lines = new Recent<string[]>(mostInvocations);
  const ended = new Recent<EndedInvocation[]>(mostInvocations);
  const shown = new Recent<true>(mostInvocations);
  const linesOf = ({ requestId, functionName }: EndedInvocation, isFailed: boolean) => {
    shown.set(requestId, true);
    const short = (line: string) => (isFailed ? shortLine(line, functionName) : functionLine(line, functionName));
    return (lines.take(requestId) ?? []).flatMap((line) => short(line) ?? []);
  };
  const show = (head: readonly string[], below: readonly string[]) => {
    for (const line of [...head, ...below.map((text) => `  ${text}`)]) print(line);
  };
  const showRequest = (request: Answered) => {
    shown.set(request.trace, true);
    const invocations = ended.take(request.trace) ?? [];
    const isFailed = request.status >= 500;
    const causes = isFailed ? invocations.flatMap(failureOf) : [];
    const own = isFailed && causes.length === 0 && request.cause !== undefined ? [request.cause] : [];
    show([requestLine(request)], [...causes, ...own, ...invocations.flatMap((one) => linesOf(one, isFailed))]);
  };
  const showAlone = (invocation: EndedInvocation) => {
    const failure = failureOf(invocation);
    const found = linesOf(invocation, failure.length > 0);
    if (failure.length === 0) show(found, []);
    else show([`${clock()} ${failure[0]}`], found);
  };
  return {
    request: (request) => void setTimeout(showRequest, settleMs, request).unref(),
    invocation: (invocation) => {
      // A request that was answered before its function ended (a timeout) has been shown.
      const isRequest = invocation.records === undefined && shown.get(invocation.trace) === undefined;
      if (isRequest) ended.set(invocation.trace, [...(ended.get(invocation.trace) ?? []), invocation]);
      else setTimeout(showAlone, settleMs, invocation).unref();
    },
    log: (line, source, requestId) => {
      if (source === 'access') return;
      const waits = requestId !== undefined && shown.get(requestId) === undefined;
      const known = waits ? (lines.get(requestId) ?? []) : [];
      if (waits && known.length < mostLines) lines.set(requestId, [...known, line]);
      const now = waits ? undefined : functionLine(line, source);
      if (now !== undefined) print(now);
    },
    hop: hopPrinter(verbose, print),
  };
}

/** How an invocation failed, as a line; none where it did not. */
function failureOf({ functionName, records, result }: EndedInvocation): readonly string[] {
  if (result.kind === 'error') {
    const { errorType, errorMessage } = result.error;
    return [`${functionName} failed: ${errorType}: ${errorMessage}`];
  }
  if (result.kind !== 'result') return [`${functionName} was not invoked: ${result.kind}`];
  const failures = records === undefined ? 0 : list(object(result.payload).batchItemFailures).length;
  return failures === 0 ? [] : [`${functionName}: ${failures} of ${records} records failed`];
}

/** The values that were set last, by key. */
class Recent<Value> {
  readonly #values = new Map<string, Value>();
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#size && oldest !== undefined) this.#values.delete(oldest);
  }

  take(key: string): Value | undefined {
    const value = this.#values.get(key);
    this.#values.delete(key);
    return value;
  }
}

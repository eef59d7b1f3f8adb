import { tracingChannel } from 'node:diagnostics_channel';
import type { GraphQLResolveContext } from 'graphql';
import type { CallState } from '../core/call-state.ts';
import type { Log } from '../telemetry/log.ts';

/** What the calls of one field took together. */
interface FieldTime {
  readonly field: string;
  readonly calls: number;
  /** Milliseconds, of all calls. */
  readonly total: number;
  /** Milliseconds, of the slowest. */
  readonly slowest: number;
}

/**
 * Runs work, and where X-Ray samples the invocation, logs how long each resolver took. Whoever does not sample pays
 * nothing: graphql publishes to a channel that has subscribers, and Lambda gives a process one request at a time.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export async function measureResolvers<Result>(
  work: () => Promise<Result>,
  log: Log,
  { requestId, correlationId, contract }: Pick<CallState, 'requestId' | 'correlationId' | 'contract'>,
): Promise<Result> {
  if (!isSampled(process.env._X_AMZN_TRACE_ID)) return work();
  const times = new ResolverTimes();
  times.begin();
  try {
    return await work();
  } finally {
    times.end();
    log.info('resolvers', { requestId, correlationId, operation: contract.operationId, resolvers: times.summary() });
  }
}

const isSampled = (header: string | undefined): boolean => /(^|;)Sampled=1(;|$)/.test(header ?? '');

class ResolverTimes {
  readonly #channel = tracingChannel<string, GraphQLResolveContext>('graphql:resolve');
  readonly #began = new WeakMap<object, number>();
  readonly #times = new Map<string, FieldTime>();
  readonly #subscribers = {
    start: (message: GraphQLResolveContext) => this.#start(message),
    // What is synchronous has its result by now; what is not, later.
    end: (message: GraphQLResolveContext) =>
      'result' in message || 'error' in message ? this.#stop(message) : undefined,
    asyncStart: () => {},
    asyncEnd: (message: GraphQLResolveContext) => this.#stop(message),
    error: () => {},
  };

  begin(): void {
    this.#channel.subscribe(this.#subscribers);
  }

  end(): void {
    this.#channel.unsubscribe(this.#subscribers);
  }

  summary(): readonly FieldTime[] {
    return [...this.#times.values()].sort((a, b) => b.total - a.total);
  }

  #start(message: GraphQLResolveContext): void {
    if (!message.isDefaultResolver) this.#began.set(message, performance.now());
  }

  #stop(message: GraphQLResolveContext): void {
    const began = this.#began.get(message);
    if (began === undefined) return;
    this.#began.delete(message);
    const field = `${message.parentType}.${message.fieldName}`;
    const took = performance.now() - began;
    const { calls = 0, total = 0, slowest = 0 } = this.#times.get(field) ?? {};
    this.#times.set(field, {
      field,
      calls: calls + 1,
      total: rounded(total + took),
      slowest: rounded(Math.max(slowest, took)),
    });
  }
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;

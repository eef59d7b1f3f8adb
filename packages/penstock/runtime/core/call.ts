/** Who calls, as the transport's authorizer found out. */
export interface Caller {
  readonly tenant: string;
  readonly scopes: readonly string[];
  /** One of the contract's plans; absent where the transport knows of none. */
  readonly plan?: string;
}

/** An Idempotency-Key and the request it stands for. */
export interface RequestIdentity {
  readonly key: string;
  /** Equal for equal requests, whatever the order of the body's members. */
  readonly fingerprint: string;
}

/** What a use case may know of the call that it serves, whatever the transport. */
export interface CallContext {
  readonly operationId: string;
  /** Of this invocation and of no other, whatever the caller sends: what a write is recognized by. */
  readonly invocationId: string;
  readonly correlationId: string;
  /** The trace that the call belongs to, to hand on with what it causes (W3C Trace Context). */
  readonly traceparent?: string;
  /** Milliseconds since the epoch: when the call is answered, whatever has become of it. */
  readonly deadlineAt: number;
  /** Aborted at the deadline: hand it to everything that waits. */
  readonly signal: AbortSignal;
  /** When the use case began. */
  readonly now: Date;
  /** Throws on a public operation, which has no caller. */
  readonly tenant: string;
  /** Of the caller; none on a public operation. */
  readonly scopes: readonly string[];
  readonly plan: string | undefined;
  /** Throws on an operation that takes no Idempotency-Key. */
  readonly identity: RequestIdentity;
}

/**
 * A call with what its use case takes, which fits the contract. A use case is `(call, services) => value`, and throws none
 * but its declared refusals.
 */
export interface Call<Input = undefined> extends CallContext {
  readonly input: Input;
}

export interface CallFacts extends Omit<CallContext, 'tenant' | 'scopes' | 'plan' | 'identity'> {
  readonly caller?: Caller | undefined;
  readonly identity?: RequestIdentity | undefined;
}

/** Where the facts lack what an operation does not ask for, reading that throws. */
export function callOf<Input>({ caller, identity, ...facts }: CallFacts, input: Input): Call<Input> {
  const need = <Value>(value: Value | undefined, what: string): Value => {
    if (value === undefined) throw new Error(`${facts.operationId} has no ${what}`);
    return value;
  };
  return {
    ...facts,
    get tenant() {
      return need(caller, 'caller').tenant;
    },
    scopes: caller?.scopes ?? [],
    plan: caller?.plan,
    get identity() {
      return need(identity, 'Idempotency-Key');
    },
    input,
  };
}

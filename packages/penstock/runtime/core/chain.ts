import { fingerprint } from '../idempotency/identity.ts';
import { admit, type Credentials } from './authorization.ts';
import type { CallFacts } from './call.ts';
import type { CallState } from './call-state.ts';
import { refuseTooLate, runRequestUntil } from './deadline.ts';
import { callReporter, type Ending } from './report-call.ts';
import type { Runtime } from './runtime.ts';

/** What a request asks for, by the contract's names: equal for requests that one key may stand for. */
export interface Asked {
  readonly path: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** How a transport reads its requests and writes its answers. What it throws is answered as any other failure. */
export interface Transport<State extends CallState, Answer, Sent> {
  /** Finds the correlation id and the trace. */
  correlate(state: State): void;
  /** What the authorizer said of the caller; asked where the contract wants scopes. */
  credentialsOf(state: State): Credentials;
  /** Checks the request against the contract. */
  validate(state: State): void;
  /** Asked where the contract requires one. */
  idempotencyKeyOf(state: State): string;
  askedOf(state: State): Asked;
  /** Throws for an answer that could not leave, or is not as the contract declares. */
  answer(state: State, answer: Answer): Outgoing<Sent>;
  /** Whatever was thrown. Never throws. */
  refuse(state: State, thrown: unknown): Outgoing<Sent>;
}

export interface Outgoing<Sent> {
  readonly sent: Sent;
  readonly ending: Ending;
}

export type Work<State, Answer> = (state: State, facts: CallFacts) => Promise<Answer>;

/**
 * What every call passes, in this order: telemetry, correlation, authorization, validation, idempotency, deadline. Nothing
 * escapes it: all that is thrown becomes the transport's answer.
 */
export function callChain<State extends CallState, Answer, Sent>(
  transport: Transport<State, Answer, Sent>,
  work: Work<State, Answer>,
  { telemetry, now }: Runtime,
): (state: State) => Promise<Sent> {
  const report = callReporter(telemetry, now);
  const perform = async (state: State): Promise<Outgoing<Sent>> => {
    try {
      transport.correlate(state);
      if (state.contract.scopes.length > 0) {
        state.caller = admit(state.contract, transport.credentialsOf(state), now());
      }
      transport.validate(state);
      if (state.contract.idempotency === 'required') identify(state, transport);
      refuseTooLate(state, now());
      const run = (signal: AbortSignal, deadlineAt: number) =>
        work(state, factsOf(state, signal, deadlineAt, new Date(now())));
      return transport.answer(state, await runRequestUntil(state, run, now));
    } catch (error) {
      return transport.refuse(state, error);
    }
  };
  return async (state) => {
    const { sent, ending } = await perform(state);
    report(state, ending);
    return sent;
  };
}

/** The key and the request's fingerprint; the use case's one write makes use of them. */
function identify<State extends CallState>(
  state: State,
  transport: Pick<Transport<State, never, unknown>, 'idempotencyKeyOf' | 'askedOf'>,
): void {
  const key = transport.idempotencyKeyOf(state);
  const { operationId } = state.contract;
  const { path, body } = transport.askedOf(state);
  state.identity = { key, fingerprint: fingerprint({ operationId, path, body }) };
}

function factsOf(state: CallState, signal: AbortSignal, deadlineAt: number, now: Date): CallFacts {
  const { contract, invocationId, correlationId, traceparent, caller, identity } = state;
  const trace = traceparent === undefined ? {} : { traceparent };
  const { operationId } = contract;
  return { operationId, invocationId, correlationId, ...trace, deadlineAt, signal, now, caller, identity };
}

import middy from '@middy/core';
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
  /** Its calls are made within another call, whose host it was that started. */
  readonly nested?: true;
  /** Finds the correlation id and the trace. */
  correlate(state: State): void;
  /** What the authorizer said of the caller; asked where the contract is not open to anyone. */
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
  /** Writes an answer out that takes its time, and tells how that ended. Absent: the host does. Never throws. */
  deliver?(state: State, outgoing: Outgoing<Sent>): Promise<Ending>;
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
  const report = callReporter(telemetry, now, transport.nested !== true);
  // Middy's "event" is the call's state.
  const chain = middy<State, Outgoing<Sent>>()
    .onError((request) => {
      request.response = transport.refuse(request.event, request.error);
    })
    .before(({ event }) => transport.correlate(event))
    .before(({ event }) => authorize(event, transport, now))
    .before(({ event }) => transport.validate(event))
    .before(({ event }) => identify(event, transport))
    .before(({ event }) => refuseTooLate(event, now()))
    .handler(async (state: State) => {
      const run = (signal: AbortSignal, deadlineAt: number) =>
        work(state, factsOf(state, signal, deadlineAt, new Date(now())));
      return transport.answer(state, await runRequestUntil(state, run, now));
    });
  return async (state) => {
    const outgoing = await chain(state, noHost as Parameters<typeof chain>[1]);
    report(state, (await transport.deliver?.(state, outgoing)) ?? outgoing.ending);
    return outgoing.sent;
  };
}

/** Middy asks its host's context for the time that is left, to end a call early: that is our own deadline's task. */
const noHost: object = {};

function authorize<State extends CallState>(
  state: State,
  { credentialsOf }: Pick<Transport<State, never, unknown>, 'credentialsOf'>,
  now: Runtime['now'],
): void {
  if (state.contract.security.length > 0) state.caller = admit(state.contract, credentialsOf(state), now());
}

/** The key and the request's fingerprint; the use case's one write makes use of them. */
function identify<State extends CallState>(
  state: State,
  transport: Pick<Transport<State, never, unknown>, 'idempotencyKeyOf' | 'askedOf'>,
): void {
  if (state.contract.idempotency !== 'required') return;
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

import { unavailable } from '../aws/failures.ts';
import type { CallFacts } from '../core/call.ts';
import { callOf } from '../core/call.ts';
import type { CallState } from '../core/call-state.ts';
import { callChain, type Transport } from '../core/chain.ts';
import type { Runtime } from '../core/runtime.ts';
import { readIdempotencyKey } from '../http/idempotency-header.ts';
import { lazy } from '../lazy.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { type ArgumentValues, type Taken, takeArguments } from './arguments.ts';
import type { GraphContext } from './context.ts';
import type { FieldContract } from './contract.ts';
import type { FieldRequest } from './resolvers.ts';

/** One field of a root type on its way through the chain. */
interface FieldState extends CallState {
  readonly contract: OperationContract;
  readonly coordinate: string;
  readonly field: FieldContract;
  readonly args: ArgumentValues;
  readonly graph: GraphContext;
  taken: Taken;
}

type Outcome = { readonly value: unknown } | { readonly problem: Problem };

type Resolve = (request: FieldRequest<unknown, unknown, ArgumentValues>) => Promise<unknown>;

/** The field passes the chain that its operation's REST requests pass, by the operation's own contract. */
const transport: Transport<FieldState, unknown, Outcome> = {
  nested: true,
  // The request did.
  correlate: () => {},
  credentialsOf: ({ graph }) => graph.request.credentials,
  validate: (state) => {
    state.taken = takeArguments(state.field, state.args);
  },
  idempotencyKeyOf: ({ field, args, graph, contract }) => {
    const { key } = field;
    const given = key === undefined ? undefined : args[key];
    if (key !== undefined && typeof given === 'string') {
      return readIdempotencyKey([given], contract, { what: `argument ${key}`, parameter: key });
    }
    return readIdempotencyKey(graph.request.takeKeys(), contract);
  },
  askedOf: ({ taken: { path, body } }) => ({ path, body }),
  answer: (state, value) => ({
    sent: { value },
    ending: { status: 200, replayed: isReplay(value), properties: propertiesOf(state) },
  }),
  refuse: (state, thrown) => {
    const problem = Problem.from(unavailable(thrown));
    const ending = { status: problem.status, problem, replayed: false, properties: propertiesOf(state) };
    return { sent: { problem }, ending };
  },
};

/** By which the calls of an operation that came through the graph are told from its requests. */
const propertiesOf = ({ coordinate }: FieldState) => ({ graphField: coordinate });

/** As use cases say it of what they answer. */
const isReplay = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'replayed' in value && value.replayed === true;

/**
 * Resolves a field of a root type by a use case: telemetry, authorization, validation, idempotency and deadline are those
 * of the operation that the field serves. It throws nothing but problems.
 */
export function useCaseField(coordinate: string, field: FieldContract, resolve: Resolve, runtime: () => Runtime) {
  const chain = lazy(() => callChain(transport, (state, facts) => resolve(toFieldRequest(state, facts)), runtime()));
  return async (_source: unknown, args: ArgumentValues, graph: GraphContext): Promise<unknown> => {
    const outcome = await chain()({ ...openField(field, args, graph, runtime().now), coordinate });
    if ('problem' in outcome) throw outcome.problem;
    return outcome.value;
  };
}

function openField(
  field: FieldContract,
  args: ArgumentValues,
  graph: GraphContext,
  now: () => number,
): Omit<FieldState, 'coordinate'> {
  const { correlationId, traceparent, deadlineAt } = graph;
  const { requestId, traceId, nextInvocationId } = graph.request;
  return {
    contract: field.operation,
    field,
    args,
    graph,
    requestId,
    invocationId: nextInvocationId(),
    startedAt: now(),
    // The request's deadline is the end of the field's host.
    remaining: () => deadlineAt - now(),
    correlationId,
    ...(traceId !== undefined && { traceId }),
    ...(traceparent !== undefined && { traceparent }),
    taken: { path: {}, query: {}, headers: {} },
  };
}

function toFieldRequest(
  { contract, taken, args, graph }: FieldState,
  facts: CallFacts,
): FieldRequest<unknown, unknown, ArgumentValues> {
  const { path, query, headers, body } = taken;
  return Object.assign(callOf(facts, undefined), {
    body,
    query,
    args,
    path: (name: string) => {
      if (path[name] === undefined) throw new Error(`${contract.operationId} has no path parameter ${name}`);
      return String(path[name]);
    },
    header: (name: string) => (headers[name] === undefined ? undefined : String(headers[name])),
    call: <Input>(input: Input) => callOf(facts, input),
    graph,
  });
}

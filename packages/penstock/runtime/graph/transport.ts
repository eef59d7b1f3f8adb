import type { APIGatewayProxyResult } from 'aws-lambda';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { unavailable } from '../aws/failures.ts';
import type { Outgoing, Transport } from '../core/chain.ts';
import type { Ending } from '../core/report-call.ts';
import { correlate } from '../http/correlation.ts';
import { readableByPages } from '../http/cors.ts';
import { credentialsOf } from '../http/credentials.ts';
import { fieldFault, mergedHeaders } from '../http/field-value.ts';
import { challengeOf } from '../http/problem-response.ts';
import type { RequestContext } from '../http/request-context.ts';
import { commonHeaders } from '../http/respond.ts';
import { isTooLong } from '../http/response-size.ts';
import { Problem } from '../problem/problem.ts';
import { bestEffort } from '../telemetry/best-effort.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { budgetHeaders, secondsOfBudget } from './budget/cost-budget.ts';
import type { GraphContract } from './contract.ts';
import type { Engine, PreparedOperation } from './engine.ts';
import { type FieldError, fieldError, problemError, problemExtensions } from './errors.ts';
import { readGraphRequest } from './http-request.ts';
import { type AnswerType, acceptedType } from './media-types.ts';
import { DocumentRefusal } from './refusal.ts';

/** One request of the graph on its way through the chain. */
export interface GraphState extends RequestContext {
  answerType: AnswerType;
  prepared?: PreparedOperation;
  /** What is left of the tenant's budget. */
  budgetLeft?: number | undefined;
}

type Response = Outgoing<APIGatewayProxyResult>;

/**
 * GraphQL over HTTP, as API Gateway's proxy integration brings it.
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export const graphTransport = (
  engine: () => Engine,
  sunsets: GraphContract['sunsets'],
  { log, deprecatedUse }: Pick<Telemetry, 'log' | 'deprecatedUse'>,
): Transport<GraphState, ExecutionResult, APIGatewayProxyResult> => ({
  correlate,
  credentialsOf,
  validate: (state) => {
    const type = acceptedType(state.event);
    if (type === undefined) throw notAcceptable();
    state.answerType = type;
    const request = readGraphRequest(state);
    state.prepared = engine().prepare(request, { readOnly: state.event.httpMethod !== 'POST' });
  },
  // Each field has its own.
  idempotencyKeyOf: () => '',
  askedOf: () => ({ path: {} }),
  answer: (state, result) => {
    countDeprecated(state, sunsets, deprecatedUse);
    return answer(state, result, log);
  },
  refuse,
});

export function countDeprecated(
  { requestId, caller, prepared }: GraphState,
  sunsets: GraphContract['sunsets'],
  deprecatedUse: Telemetry['deprecatedUse'],
): void {
  for (const coordinate of prepared?.usage.deprecated ?? []) {
    const sunset = sunsets[coordinate] ?? '';
    bestEffort(() => deprecatedUse({ coordinate, sunset, tenant: caller?.tenant ?? '', requestId }));
  }
}

function notAcceptable(): Problem {
  return new Problem('not-acceptable', 'Accept application/graphql-response+json or application/json.');
}

/** The result of fields, each error among them a problem that its path leads to. */
export function resultOf(state: GraphState, { data, errors = [] }: ExecutionResult, log: Telemetry['log']) {
  const found = errors.map((error) => fieldError(error, state));
  for (const [index, { masked }] of found.entries()) if (masked) logMasked(state, errors[index], log);
  const body = {
    ...(found.length > 0 && { errors: found.map(({ error }) => error) }),
    data,
    extensions: { cost: costOf(state) },
  };
  return { found, body };
}

function answer(state: GraphState, result: ExecutionResult, log: Telemetry['log']): Response {
  const { found, body } = resultOf(state, result, log);
  const { cacheControl } = state.prepared ?? {};
  const isKept = cacheControl !== undefined && found.length === 0;
  const kept = isKept ? { 'Cache-Control': cacheControl, Vary: 'Authorization, Accept' } : {};
  const { budgetLeft, startedAt } = state;
  const left = budgetLeft === undefined ? {} : budgetHeaders(budgetLeft, secondsOfBudget(startedAt));
  const sent = responseOf(state, 200, body, { ...kept, ...left });
  if (isTooLong(sent)) throw new Error('The answer of the graph is larger than Lambda takes');
  return { sent, ending: endingOf(state, found) };
}

/** HTTP has one status for all fields; what is counted is the first of them where it is ours. */
export function endingOf(state: GraphState, found: readonly FieldError[]): Ending {
  const worst = found.find(({ problem }) => problem.status >= 500)?.problem;
  return { status: worst?.status ?? 200, problem: worst, replayed: false, properties: propertiesOf(state) };
}

function logMasked(
  { requestId, correlationId, contract }: GraphState,
  error: { path?: unknown } | undefined,
  log: Telemetry['log'],
): void {
  const { originalError, path } = Object(error);
  log.error(
    'field failed',
    { requestId, correlationId, operation: contract.operationId, path },
    originalError ?? error,
  );
}

/** Whatever keeps a request from running. Never throws. */
export function refuse(state: GraphState, thrown: unknown): Response {
  const problem = problemOf(thrown);
  const body = { errors: errorsOf(problem, state) };
  const given = Object.entries({ ...challengeOf(problem, state.contract), ...problem.headers });
  const carried = given.filter(([name, value]) => fieldFault(name, value) === undefined);
  const sent = responseOf(state, statusOf(problem, state), body, Object.fromEntries(carried));
  return { sent, ending: { status: problem.status, problem, replayed: false, properties: propertiesOf(state) } };
}

function problemOf(thrown: unknown): Problem {
  try {
    return Problem.from(unavailable(thrown));
  } catch {
    // A problem that can't be read is like anything else that was thrown.
    return Problem.unknown(thrown);
  }
}

/** To clients of `application/json` a well-formed request is a success, whatever becomes of its document. */
const statusOf = (problem: Problem, { answerType }: GraphState): number =>
  problem instanceof DocumentRefusal && answerType === 'application/json' ? 200 : problem.status;

function errorsOf(problem: Problem, state: GraphState): readonly GraphQLFormattedError[] {
  if (!(problem instanceof DocumentRefusal)) return [problemError(problem, state)];
  const common = problemExtensions(problem, state);
  return problem.findings.map(({ message, locations, code }) => ({
    message,
    ...(locations !== undefined && { locations }),
    extensions: { ...common, ...(code !== undefined && { code, type: `urn:penstock:problem:${code}` }) },
  }));
}

const responseOf = (
  state: GraphState,
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyResult => ({
  statusCode,
  headers: readableByPages(
    state,
    mergedHeaders(commonHeaders(state), { 'Content-Type': `${state.answerType}; charset=utf-8` }, headers),
  ),
  body: JSON.stringify(body),
});

/** What the operation was taken to cost, and what its tenant may spend until the minute ends. */
const costOf = ({ prepared, budgetLeft }: GraphState) => ({
  requested: prepared?.cost,
  ...(budgetLeft !== undefined && { remaining: budgetLeft }),
});

/** By which an operation of a client is found in logs, metrics and traces. */
function propertiesOf({ prepared }: GraphState): Readonly<Record<string, unknown>> {
  if (prepared === undefined) return {};
  const { operation, document, usage, cost } = prepared;
  return {
    graphOperation: operation.name?.value ?? '(anonymous)',
    graphOperationType: operation.operation,
    documentHash: document.hash,
    cost,
    fields: usage.fields,
    ...(usage.deprecated.length > 0 && { deprecated: usage.deprecated }),
  };
}

import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { CallFacts } from '../core/call.ts';
import { callChain } from '../core/chain.ts';
import { lambdaRuntime, type Runtime } from '../core/runtime.ts';
import { jsonBody } from '../http/body/json-body.ts';
import { lambdaCors } from '../http/cors.ts';
import { openRequestContext } from '../http/request-context.ts';
import { lazy } from '../lazy.ts';
import type { OperationContract } from '../operation-contract.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { CostBudget } from './budget/cost-budget.ts';
import { charge } from './charge.ts';
import { graphContext } from './context.ts';
import type { GraphContract } from './contract.ts';
import { createEngine, type Engine } from './engine.ts';
import { type GraphSettings, lambdaSettings } from './env.ts';
import { measureResolvers } from './resolver-times.ts';
import { executableSchema } from './schema.ts';
import { type GraphState, graphTransport } from './transport.ts';

export type GraphHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

export interface GraphParts<Resolvers> {
  readonly resolvers: Resolvers;
  /** What operations of a tenant may cost together; without one each is limited alone. */
  readonly budget?: (() => CostBudget) | undefined;
  readonly runtime?: () => Runtime;
  readonly settings?: (() => GraphSettings) | undefined;
  readonly cors?: typeof lambdaCors;
}

/**
 * The Lambda handler of the graph of the contract. A request passes the chain once, and each field of a root type its
 * operation's own; nothing that is thrown escapes.
 */
export function graphHandler<Resolvers extends object>(
  contract: GraphContract<Resolvers>,
  { resolvers, budget, runtime = lambdaRuntime, settings = lambdaSettings, cors = lambdaCors }: GraphParts<Resolvers>,
): GraphHandler {
  const asOperation = operationOf(contract);
  const engine = lazy(() => engineOf(contract, { resolvers, runtime, settings }));
  const chain = lazy(() => {
    const { telemetry } = runtime();
    const transport = graphTransport(engine, contract.sunsets, telemetry);
    return callChain(
      transport,
      async (state: GraphState, facts) => {
        const { prepared, context } = await begin(state, facts, budget, telemetry.log);
        return measureResolvers(() => engine().execute(prepared, context), telemetry.log, state);
      },
      runtime(),
    );
  });
  return async (event, context) => {
    const { telemetry, now } = runtime();
    const opened = openRequestContext(asOperation, event, context, now(), { cors: cors() });
    const state: GraphState = { ...opened, answerType: 'application/json' };
    return telemetry.tracer.run(`## ${contract.operationId}`, () => chain()(state));
  };
}

interface EngineHost {
  readonly runtime: () => Runtime;
  readonly settings: () => GraphSettings;
}

export const engineOf = <Resolvers extends object>(
  contract: GraphContract<Resolvers>,
  { resolvers, runtime, settings }: Pick<GraphParts<Resolvers>, 'resolvers'> & EngineHost,
  streams = false,
): Engine => {
  const known = settings();
  const schema = executableSchema(contract, resolvers, runtime, known);
  return createEngine(schema, { ...known, trusted: contract.trusted, streams });
};

/** A request that was checked is charged, and what resolvers get of it is made. */
export async function begin(
  state: GraphState,
  facts: CallFacts,
  budget: (() => CostBudget) | undefined,
  log: Telemetry['log'],
) {
  const { prepared, event, requestId, traceId } = state;
  if (prepared === undefined) throw new Error('A request that was not prepared');
  if (budget !== undefined) state.budgetLeft = await charge(budget(), prepared.cost, facts, log);
  return { prepared, context: graphContext(facts, event, { requestId, traceId }) };
}

/** The endpoint as what HTTP knows of an operation: it takes JSON, and no parameters that are checked by a schema. */
export const operationOf = ({ operationId, path, authenticated, deadline, attempts, attemptTimeout }: GraphContract) =>
  ({
    operationId,
    // Which scopes a token needs, the fields say.
    security: authenticated ? [{ credential: 'token', scopes: [] }] : [],
    method: 'POST',
    path,
    idempotency: 'none',
    deadline,
    attempts,
    attemptTimeout,
    requestBody: { required: true, mediaType: 'application/json', read: jsonBody, validate: anything },
    parameters: [],
    answers: {},
    problems: ['default'],
  }) satisfies OperationContract;

/** GraphQL's own types check what it is. */
const anything = (_value: unknown): _value is unknown => true;

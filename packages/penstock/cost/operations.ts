import { functionOf } from '../graph/functions.ts';
import type { Method } from '../local/apigateway/definition.ts';
import type { Assumptions } from './assumptions.ts';
import { type Counting, invocationUsage, kbOfGb, workUsage } from './calls.ts';
import type { StageRegion } from './stage.ts';
import { times, type Usage } from './usage.ts';

/** A route of a region with what one request to it uses. */
export interface Route {
  /** Its operation, or method and path of what has none. */
  readonly name: string;
  readonly isOperation: boolean;
  /** Requests per second that its throttle lets through for ever. */
  readonly rate: number | undefined;
  readonly usage: Usage;
}

export function routesOf(stage: StageRegion, assumptions: Assumptions): readonly Route[] {
  const counting = { stage, assumptions };
  const seen = new Set<string>();
  return stage.api.methods.map((method) => {
    const { operationId, httpMethod, resourcePath } = method;
    // HEAD has the function of its GET, and may have its operation.
    const isOperation = operationId !== undefined && httpMethod !== 'HEAD' && !seen.has(operationId);
    if (isOperation) seen.add(operationId);
    return {
      name: isOperation ? operationId : `${httpMethod} ${resourcePath}`,
      isOperation: isOperation && method.integration.kind === 'function',
      rate: stage.api.throttleOf(method)?.rate,
      usage: requestUsage(counting, method),
    };
  });
}

function requestUsage(counting: Counting, method: Method): Usage {
  const { stage, assumptions } = counting;
  const { region, api } = stage;
  const { integration } = method;
  const fn = integration.kind === 'function' ? stage.functions.get(functionOf(integration.functionArn)) : undefined;
  return [
    { price: 'apiRequest', region, quantity: 1 },
    ...(stage.hasFirewall ? [{ price: 'firewallRequest' as const, region, quantity: 1 }] : []),
    ...(api.accessLogFormat === undefined
      ? []
      : [{ price: 'logs' as const, region, quantity: assumptions.logKb / kbOfGb }]),
    ...(api.tracing ? [{ price: 'trace' as const, region, quantity: assumptions.traceShare }] : []),
    ...authorizerUsage(counting, method),
    ...(fn === undefined
      ? []
      : [...invocationUsage(lasting(counting, method), fn), ...workUsage(counting, fn, [fn.arn])]),
  ];
}

/** A stream works to its timeout: its function does not hear of a client that has gone. */
function lasting(counting: Counting, { integration }: Method): Counting {
  if (integration.kind !== 'function' || integration.streams !== true) return counting;
  return { ...counting, assumptions: { ...counting.assumptions, durationMs: integration.timeout } };
}

/** API Gateway keeps an authorizer's answer for a token: of the calls with one, the first asks. */
function authorizerUsage(counting: Counting, { authorizer }: Method): Usage {
  const fn = authorizer && counting.stage.functions.get(functionOf(authorizer.functionArn));
  if (fn === undefined) return [];
  const share = authorizer?.ttl === 0 ? 1 : 1 / counting.assumptions.callsPerToken;
  return times(invocationUsage(counting, fn), share);
}

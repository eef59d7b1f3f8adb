import type { InvocationResult, LambdaService } from '../lambda/service.ts';
import type { ApiDefinition, Method } from './definition.ts';
import { proxyEvent } from './event.ts';
import { type Exchange, type Refusal, type Reply, refuse } from './exchange.ts';
import { proxyReply } from './proxy-reply.ts';

/** Calls a method's function and reads its answer, within the integration's timeout. */
export async function integrate(
  exchange: Exchange,
  route: Method,
  api: ApiDefinition,
  lambda: LambdaService,
): Promise<Reply | Refusal> {
  const sourceArn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${api.stage}/${route.httpMethod}${route.resourcePath}`;
  if (!api.permits(route.functionArn, withoutParameters(sourceArn)) || !lambda.has(route.functionArn)) {
    return refuse('API_CONFIGURATION_ERROR');
  }
  const started = performance.now();
  const result = await invoke(lambda, route, proxyEvent(exchange, api), exchange.trace);
  exchange.integrationLatency = Math.round(performance.now() - started);
  if (result === 'timeout') return failed(exchange, refuse('INTEGRATION_TIMEOUT'), 'Execution timed out');
  if (result.kind === 'too-large') return failed(exchange, refuse('REQUEST_TOO_LARGE'), 'Request too large.');
  if (result.kind === 'throttled') return failed(exchange, refuse('INTEGRATION_FAILURE'), 'Rate Exceeded.');
  if (result.kind === 'error') return failed(exchange, refuse('DEFAULT_5XX'), result.error.errorType);
  const reply = proxyReply(result.payload);
  return reply ?? failed(exchange, refuse('DEFAULT_5XX'), 'Malformed Lambda proxy response');
}

/** API Gateway sends `*` for a path parameter when it asks a function's policy. */
function withoutParameters(arn: string): string {
  return arn.replace(/\{[^}]+\}/g, '*');
}

function failed(exchange: Exchange, refusal: Refusal, error: string): Refusal {
  exchange.integrationError = error;
  return refusal;
}

/** The clock starts when a process takes the invocation or begins to load for it, see `Pool`. */
function invoke(
  lambda: LambdaService,
  { functionArn: arn, timeout }: Method,
  event: object,
  trace: string,
): Promise<InvocationResult | 'timeout'> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const started = () => {
      timer = setTimeout(() => resolve('timeout'), timeout);
    };
    lambda
      .invoke({ arn, event, started, trace })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

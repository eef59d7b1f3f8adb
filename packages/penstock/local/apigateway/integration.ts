import type { InvocationResult, LambdaService } from '../lambda/service.ts';
import type { ApiDefinition, FunctionIntegration, Method } from './definition.ts';
import { proxyEvent } from './event.ts';
import { refuseMalformed, refuseResult } from './integration-failure.ts';
import { isBinary, mediaTypeOf } from './media-types.ts';
import { proxyReply } from './proxy-reply.ts';
import { type Refusal, type Reply, type RequestContext, refuse } from './request-context.ts';
import { integrateStream } from './stream-integration.ts';

/** Calls a method's function and reads its answer, within the integration's timeout. */
export async function integrate(
  context: RequestContext,
  { httpMethod, resourcePath, integration }: Method & { readonly integration: FunctionIntegration },
  api: ApiDefinition,
  lambda: LambdaService,
): Promise<Reply | Refusal> {
  const sourceArn = `arn:aws:execute-api:${api.region}:${api.account}:${api.id}/${api.stage}/${httpMethod}${resourcePath}`;
  const { functionArn } = integration;
  if (!api.permits(functionArn, withoutParameters(sourceArn)) || !lambda.has(functionArn)) {
    return refuse('API_CONFIGURATION_ERROR');
  }
  const started = performance.now();
  const event = proxyEvent(context, api);
  if (integration.streams === true) return integrateStream({ context, integration, event, lambda });
  const result = await invoke(lambda, integration, event, context.trace);
  context.integrationLatency = Math.round(performance.now() - started);
  if (result === 'timeout' || result.kind !== 'result') return refuseResult(context, result);
  const acceptsBinary = isBinary(mediaTypeOf(context.request, 'accept'), api.binaryMediaTypes);
  return proxyReply(result.payload, acceptsBinary) ?? refuseMalformed(context);
}

/** API Gateway sends `*` for a path parameter when it asks a function's policy. */
function withoutParameters(arn: string): string {
  return arn.replace(/\{[^}]+\}/g, '*');
}

/** The clock starts when a process takes the invocation or begins to load for it, see `Pool`. */
function invoke(
  lambda: LambdaService,
  { functionArn: arn, timeout }: FunctionIntegration,
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

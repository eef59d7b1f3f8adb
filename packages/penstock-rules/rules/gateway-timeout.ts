import { asObject, show } from '../json.ts';
import { defineRule, type SynthesizedStack, type Templates, type Violation } from '../rule.ts';
import { functionFinder, numberOr } from '../template/pollers.ts';
import { distinct, type Resource, resourcesOf, violation } from '../template/resources.ts';
import { routesOf } from '../template/routes.ts';

/** How long a gateway waits for what is behind one of its methods, and which function that is. */
interface Wait {
  readonly of: Resource;
  readonly at: string;
  /** Undefined where the gateway waits for as long as it can, and for a stream as long as for another answer. */
  readonly timeoutMs: unknown;
  readonly usualMs: number;
  readonly mostMs: number;
  readonly target: Resource | undefined;
}

/** An HTTP API waits no longer, and nobody can have that raised. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const mostOfHttpApiMs = 30_000;
/** A streamed answer may last as long as a function. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const mostOfStreamMs = 900_000;
const leastMs = 50;
/** A function may need this to answer after the gateway has given up. */
const graceSeconds = 1;

export const gatewayTimeoutRule = defineRule({
  id: 'gateway-timeout',
  title: 'A gateway waits as long as it can wait, and its function works no longer for a caller who has left',
  why: 'After the gateway has answered 504 the caller sends again, while the first attempt still runs and still writes.',
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
  check: ({ stacks, limits }) => stacks.flatMap((stack) => distinct(waitsOf(stack, limits).flatMap(judge))),
});

function waitsOf(stack: SynthesizedStack, { integrationTimeoutMs: mostMs }: Templates['limits']): readonly Wait[] {
  const targetOf = functionFinder(stack);
  const documents = routesOf(stack)
    .filter(({ mock }) => !mock)
    .map(({ api, location, integration, target }) => ({
      of: api,
      at: `${location}.x-amazon-apigateway-integration.timeoutInMillis`,
      timeoutMs: integration.timeoutInMillis,
      usualMs: mostMs,
      mostMs: integration.responseTransferMode === 'STREAM' ? mostOfStreamMs : mostMs,
      target,
    }));
  const methods = resourcesOf(stack, 'AWS::ApiGateway::Method').map((of) => {
    const { TimeoutInMillis: timeoutMs, ResponseTransferMode, Uri } = asObject(of.properties.Integration);
    const streams = ResponseTransferMode === 'STREAM';
    const waits = { timeoutMs, usualMs: mostMs, mostMs: streams ? mostOfStreamMs : mostMs };
    return { of, at: 'Properties.Integration.TimeoutInMillis', ...waits, target: targetOf(Uri) };
  });
  const integrations = resourcesOf(stack, 'AWS::ApiGatewayV2::Integration').map((of) => {
    const { TimeoutInMillis: timeoutMs, IntegrationUri } = of.properties;
    const target = targetOf(IntegrationUri);
    return {
      of,
      at: 'Properties.TimeoutInMillis',
      timeoutMs,
      usualMs: mostOfHttpApiMs,
      mostMs: mostOfHttpApiMs,
      target,
    };
  });
  return [...documents, ...methods, ...integrations];
}

function judge({ of, at, timeoutMs, usualMs, mostMs, target }: Wait): readonly Violation[] {
  const waitsMs = numberOr(timeoutMs, usualMs);
  if (!(waitsMs >= leastMs && waitsMs <= mostMs)) {
    const message = `received ${show(timeoutMs)}, expected ${leastMs} to ${mostMs} ms`;
    return [violation(of, at, message, 'set `timeout` of the integration, or `limits.integrationTimeoutMs`')];
  }
  const seconds = numberOr(target?.properties.Timeout, 3);
  const most = Math.ceil(waitsMs / 1000) + graceSeconds;
  if (target === undefined || seconds <= most) return [];
  const message = `received ${seconds} s, expected at most ${most}: the gateway waits for ${waitsMs} ms`;
  return [
    violation(target, 'Properties.Timeout', message, 'lower `timeout` of the Function, or invoke it asynchronously'),
  ];
}

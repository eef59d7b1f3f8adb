import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Runtime } from '../runtime/core/runtime.ts';
import type { DeprecatedUse } from '../runtime/telemetry/deprecated-uses.ts';
import type { RequestMetric } from '../runtime/telemetry/metrics.ts';
import { silentTracer } from '../runtime/telemetry/tracer.ts';

export interface EventOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly body?: string | null;
  readonly base64?: boolean;
  /** The authorizer's context; null: a public operation. */
  readonly caller?: Readonly<Record<string, unknown>> | null;
  readonly requestId?: string;
}

export const caller = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  principalId: 'client-1',
  tenant: 'acme',
  plan: 'free',
  scope: 'parcels:read parcels:write',
  exp: String(Math.floor(Date.now() / 1000) + 600),
  ...over,
});

/** An event as API Gateway's REST proxy sends it, with the stage in the path. */
export function gatewayEvent(options: EventOptions = {}): APIGatewayProxyEvent {
  const { method = 'GET', path = '/v1/parcels', headers = {}, query = {}, body = null, base64 = false } = options;
  const authorizer = options.caller === undefined ? caller() : options.caller;
  return {
    httpMethod: method,
    path,
    resource: path,
    headers: last(headers),
    multiValueHeaders: all(headers),
    queryStringParameters: last(query),
    multiValueQueryStringParameters: all(query),
    pathParameters: options.pathParameters ?? null,
    stageVariables: null,
    body,
    isBase64Encoded: base64,
    requestContext: {
      requestId: options.requestId ?? randomUUID(),
      path: `/dev${path}`,
      httpMethod: method,
      stage: 'dev',
      authorizer: authorizer ?? undefined,
    } as unknown as APIGatewayProxyEvent['requestContext'],
  };
}

const all = (values: Readonly<Record<string, string | string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat()]));
const last = (values: Readonly<Record<string, string | string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));

export const lambdaContext = (remaining = 4000): Context => {
  const endsAt = Date.now() + remaining;
  return { getRemainingTimeInMillis: () => endsAt - Date.now(), awsRequestId: randomUUID() } as unknown as Context;
};

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly error?: unknown;
}

/** A runtime that keeps what it is told. */
export function recordingRuntime(now: () => number = Date.now) {
  const lines: LogLine[] = [];
  const metrics: RequestMetric[] = [];
  const deprecatedUses: DeprecatedUse[] = [];
  const write =
    (level: LogLine['level']) =>
    (message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void => {
      lines.push({ level, message, fields, error });
    };
  const runtime: Runtime = {
    telemetry: {
      log: { info: write('info'), warn: write('warn'), error: write('error') },
      tracer: silentTracer,
      metric: (metric) => metrics.push(metric),
      deprecatedUse: (use) => deprecatedUses.push(use),
    },
    now,
  };
  return { runtime, lines, metrics, deprecatedUses };
}

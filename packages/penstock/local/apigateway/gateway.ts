import { randomBytes, randomUUID } from 'node:crypto';
import type { Keep } from '../kept.ts';
import type { LambdaService } from '../lambda/service.ts';
import { createFirewall } from '../waf/firewall.ts';
import { createAuthorizer } from './authorizer.ts';
import type { ApiDefinition } from './definition.ts';
import { frontDoorReply } from './front-door.ts';
import { gatewayReply } from './gateway-response.ts';
import { integrate } from './integration.ts';
import type { KeyStore } from './key-store.ts';
import { mockReply } from './mock.ts';
import { type GatewayRequest, type Refusal, type Reply, type RequestContext, refuse } from './request-context.ts';
import { createRouter } from './router.ts';
import { createThrottle } from './throttle.ts';
import { newTraceId, traceHeader } from './trace.ts';
import { createUsage } from './usage.ts';
import { validateBody, validateParameters, validateSize } from './validate.ts';
import { contextVariable, fillIn } from './variables.ts';

type Step = (context: RequestContext) => Refusal | undefined | Promise<Refusal | undefined>;

export interface Gateway {
  answer(request: GatewayRequest): Promise<Reply>;
  /** What is answered to bytes that are no HTTP request, or none that is taken; `errorCode` says what Node made of them. */
  malformed(errorCode?: string): Reply;
}

/** A request that was answered, in short. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds. */
  readonly latency: number;
  /** The value of `_X_AMZN_TRACE_ID` of the functions that it went through. */
  readonly trace: string;
  /** Why the gateway could not give its function's answer, where it could not. */
  readonly cause?: string;
}

export interface GatewayListener {
  /** A line of the access log, in the format that the stage declares. */
  readonly log: (line: string) => void;
  readonly answered: (request: Answered) => void;
}

/** What a gateway stands before. */
export interface GatewayParts {
  readonly api: ApiDefinition;
  readonly lambda: LambdaService;
  readonly keys: Pick<KeyStore, 'admitted'>;
  /** Where what it counts outlives it. */
  readonly keep?: Keep;
}

/** API Gateway for one stage: the checks in its order, then the integration. */
export function createGateway({ api, lambda, keys, keep }: GatewayParts, listener: GatewayListener): Gateway {
  const steps: readonly Step[] = [
    createRouter(api.methods),
    createAuthorizer(api, lambda),
    createUsage(api, keys, undefined, keep),
    createThrottle(api, keep),
    validateParameters,
    validateSize,
    validateBody,
  ];
  const firewall = api.firewall === undefined ? () => undefined : createFirewall(api.firewall, undefined, keep);
  return {
    answer: async (request) => {
      const context = openContext(request, api.tracing);
      const outcome = firewall(request) ?? (await run(steps, context, api, lambda));
      const reply = 'type' in outcome ? refused(outcome, context, api) : outcome;
      if (reply.stream === undefined) notify(context, api, reply, listener);
      else reply.stream.once('close', () => notify(context, api, reply, listener));
      return withIds(reply, context);
    },
    malformed: (errorCode) => {
      const context = openContext(noRequest, false);
      const reply = frontDoorReply(errorCode, context.requestId, api) ?? refused(refuse('DEFAULT_4XX'), context, api);
      return withIds(reply, context);
    },
  };
}

async function run(
  steps: readonly Step[],
  context: RequestContext,
  api: ApiDefinition,
  lambda: LambdaService,
): Promise<Reply | Refusal> {
  for (const step of steps) {
    const refusal = await step(context);
    if (refusal !== undefined) return refusal;
  }
  const { route } = context;
  if (route === undefined) return refuse('MISSING_AUTHENTICATION_TOKEN');
  const { integration } = route;
  if (integration.kind === 'mock') return mockReply(context, integration, api);
  return integrate(context, { ...route, integration }, api, lambda);
}

const noRequest: GatewayRequest = {
  method: '',
  path: '',
  query: [],
  queryString: '',
  headers: [],
  body: Buffer.alloc(0),
  tooLarge: false,
  sourceIp: '',
  protocol: 'HTTP/1.1',
  port: 0,
};

function openContext(request: GatewayRequest, tracing: boolean): RequestContext {
  const receivedAt = Date.now();
  const traceId = newTraceId(receivedAt);
  return {
    request,
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64'),
    traceId,
    trace: traceHeader(traceId, tracing),
    receivedAt,
  };
}

function refused(refusal: Refusal, context: RequestContext, api: ApiDefinition): Reply {
  context.refusal = refusal;
  return gatewayReply(refusal, context, api);
}

function withIds(reply: Reply, { requestId, extendedRequestId, traceId }: RequestContext): Reply {
  return {
    ...reply,
    headers: [
      ['x-amzn-RequestId', requestId],
      ['x-amz-apigw-id', extendedRequestId],
      ['X-Amzn-Trace-Id', traceId],
      ...reply.headers,
    ],
  };
}

function causeOf({ refusal, integrationError }: RequestContext): Pick<Answered, 'cause'> {
  const cause = integrationError ?? refusal?.message;
  return cause === undefined ? {} : { cause };
}

function notify(context: RequestContext, api: ApiDefinition, reply: Reply, { log, answered }: GatewayListener): void {
  const { method, path } = context.request;
  const { trace, receivedAt } = context;
  answered({ method, path, status: reply.status, latency: Date.now() - receivedAt, trace, ...causeOf(context) });
  if (api.accessLogFormat === undefined) return;
  const facts = { status: reply.status, responseLength: context.streamedBytes ?? Buffer.byteLength(reply.body) };
  log(fillIn(api.accessLogFormat, (name) => contextVariable(name, context, api, facts), '-'));
}

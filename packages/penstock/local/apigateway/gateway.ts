import { randomBytes, randomUUID } from 'node:crypto';
import type { LambdaService } from '../lambda/service.ts';
import { createAuthorizer } from './authorizer.ts';
import type { ApiDefinition } from './definition.ts';
import { type Exchange, type GatewayRequest, type Refusal, type Reply, refuse } from './exchange.ts';
import { frontDoorReply } from './front-door.ts';
import { gatewayReply } from './gateway-response.ts';
import { integrate } from './integration.ts';
import { mockReply } from './mock.ts';
import { createRouter } from './router.ts';
import { createThrottle } from './throttle.ts';
import { newTraceId, traceHeader } from './trace.ts';
import { createUsage } from './usage.ts';
import { validateParameters, validateSize } from './validate.ts';
import { contextVariable, fillIn } from './variables.ts';

type Step = (exchange: Exchange) => Refusal | undefined | Promise<Refusal | undefined>;

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

/** API Gateway for one stage: the checks in its order, then the integration. */
export function createGateway(api: ApiDefinition, lambda: LambdaService, listener: GatewayListener): Gateway {
  const steps: readonly Step[] = [
    createRouter(api.methods),
    createAuthorizer(api, lambda),
    createUsage(api),
    createThrottle(api),
    validateParameters,
    validateSize,
  ];
  return {
    answer: async (request) => {
      const exchange = openExchange(request, api.tracing);
      const outcome = await run(steps, exchange, api, lambda);
      const reply = 'type' in outcome ? refused(outcome, exchange, api) : outcome;
      tell(exchange, api, reply, listener);
      return withIds(reply, exchange);
    },
    malformed: (errorCode) => {
      const exchange = openExchange(noRequest, false);
      const reply = frontDoorReply(errorCode, exchange.requestId) ?? refused(refuse('DEFAULT_4XX'), exchange, api);
      return withIds(reply, exchange);
    },
  };
}

async function run(
  steps: readonly Step[],
  exchange: Exchange,
  api: ApiDefinition,
  lambda: LambdaService,
): Promise<Reply | Refusal> {
  for (const step of steps) {
    const refusal = await step(exchange);
    if (refusal !== undefined) return refusal;
  }
  const { route } = exchange;
  if (route === undefined) return refuse('MISSING_AUTHENTICATION_TOKEN');
  const { integration } = route;
  return integration.kind === 'mock'
    ? mockReply(exchange, integration, api)
    : integrate(exchange, { ...route, integration }, api, lambda);
}

const noRequest: GatewayRequest = {
  method: '',
  path: '',
  query: [],
  headers: [],
  body: Buffer.alloc(0),
  tooLarge: false,
  sourceIp: '',
  protocol: 'HTTP/1.1',
  port: 0,
};

function openExchange(request: GatewayRequest, tracing: boolean): Exchange {
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

function refused(refusal: Refusal, exchange: Exchange, api: ApiDefinition): Reply {
  exchange.refusal = refusal;
  return gatewayReply(refusal, exchange, api);
}

function withIds(reply: Reply, { requestId, extendedRequestId, traceId }: Exchange): Reply {
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

function causeOf({ refusal, integrationError }: Exchange): Pick<Answered, 'cause'> {
  const cause = integrationError ?? refusal?.message;
  return cause === undefined ? {} : { cause };
}

function tell(exchange: Exchange, api: ApiDefinition, reply: Reply, { log, answered }: GatewayListener): void {
  const { method, path } = exchange.request;
  const { trace, receivedAt } = exchange;
  answered({ method, path, status: reply.status, latency: Date.now() - receivedAt, trace, ...causeOf(exchange) });
  if (api.accessLogFormat === undefined) return;
  const facts = { status: reply.status, responseLength: Buffer.byteLength(reply.body) };
  log(fillIn(api.accessLogFormat, (name) => contextVariable(name, exchange, api, facts), '-'));
}

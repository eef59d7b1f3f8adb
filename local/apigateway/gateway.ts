import { randomBytes, randomUUID } from 'node:crypto';
import type { LambdaService } from '../lambda/service.ts';
import { createAuthorizer } from './authorizer.ts';
import type { ApiDefinition } from './definition.ts';
import { type Exchange, type GatewayRequest, type Refusal, type Reply, refuse } from './exchange.ts';
import { gatewayReply } from './gateway-response.ts';
import { integrate } from './integration.ts';
import { createRouter } from './router.ts';
import { createThrottle } from './throttle.ts';
import { createUsage } from './usage.ts';
import { validateParameters, validateSize } from './validate.ts';
import { contextVariable, fillIn } from './variables.ts';

type Step = (exchange: Exchange) => Refusal | undefined | Promise<Refusal | undefined>;

export interface Gateway {
  answer(request: GatewayRequest): Promise<Reply>;
  /** What the gateway answers to bytes that are no HTTP request. */
  malformed(): Reply;
}

/** API Gateway for one stage: the checks in its order, then the integration. `log` gets the access log. */
export function createGateway(api: ApiDefinition, lambda: LambdaService, log: (line: string) => void): Gateway {
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
      const exchange = openExchange(request);
      const outcome = await run(steps, exchange, api, lambda);
      const reply = 'type' in outcome ? refused(outcome, exchange, api) : outcome;
      writeAccessLog(exchange, api, reply, log);
      return withIds(reply, exchange);
    },
    malformed: () => {
      const exchange = openExchange(noRequest);
      return withIds(refused(refuse('DEFAULT_4XX'), exchange, api), exchange);
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
  return route === undefined ? refuse('MISSING_AUTHENTICATION_TOKEN') : integrate(exchange, route, api, lambda);
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

function openExchange(request: GatewayRequest): Exchange {
  const receivedAt = Date.now();
  const id = randomBytes(23);
  const epoch = Math.floor(receivedAt / 1000).toString(16);
  return {
    request,
    requestId: randomUUID(),
    extendedRequestId: id.subarray(0, 11).toString('base64'),
    traceId: `Root=1-${epoch}-${id.subarray(11).toString('hex')}`,
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

function writeAccessLog(exchange: Exchange, api: ApiDefinition, reply: Reply, log: (line: string) => void): void {
  if (api.accessLogFormat === undefined) return;
  const facts = { status: reply.status, responseLength: Buffer.byteLength(reply.body) };
  log(fillIn(api.accessLogFormat, (name) => contextVariable(name, exchange, api, facts), '-'));
}

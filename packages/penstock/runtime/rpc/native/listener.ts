import { createContextValues } from '@connectrpc/connect';
import type { UniversalHandler, UniversalHandlerOptions, UniversalServerRequest } from '@connectrpc/connect/protocol';
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from '@connectrpc/connect-node';
import { callReporter } from '../../core/report-call.ts';
import type { Runtime } from '../../core/runtime.ts';
import { Problem } from '../../problem/problem.ts';
import { clampTimeouts } from '../caller-timeout.ts';
import { Headers } from '../headers.ts';
import type { MethodContract } from '../method-contract.ts';
import type { HostedMethods } from '../protocols.ts';
import { refused } from '../refused.ts';
import { type Invocation, invocationKey, openRpcState } from '../rpc-state.ts';
import { commonHeaders } from '../sendable.ts';
import { type Authorizer, admission } from './authorize.ts';
import type { Bulkhead } from './bulkhead.ts';
import type { HealthService } from './health.ts';
import { nativeInvocation } from './native-invocation.ts';
import { nativeHandler } from './protocols.ts';

type NodeRequest = Parameters<typeof universalRequestFromNodeRequest>[0];
type NodeResponse = Parameters<typeof universalResponseToNodeResponse>[1];
export type NodeListener = (request: NodeRequest, response: NodeResponse) => void;

export interface ListenerOptions {
  readonly services: readonly HostedMethods[];
  readonly authorizer: Authorizer;
  readonly bulkhead: Bulkhead;
  readonly health: HealthService;
  /** Of messages, where they are others than those of functions. */
  readonly messages?: Partial<UniversalHandlerOptions>;
}

/** A method with what its calls need. */
interface Route {
  readonly handler: UniversalHandler;
  readonly contract: MethodContract;
  readonly runtime: Runtime;
  readonly report: ReturnType<typeof callReporter>;
}

/** Answers the requests of a server of Node, in HTTP/2 or HTTP/1.1, by the methods that functions in Lambda have. */
export function nativeListener(options: ListenerOptions): NodeListener {
  const routes = new Map(options.services.flatMap((service) => routesOf(service, options.messages)));
  const health = new Map<string, UniversalHandler>(options.health.methods.map(nativeHandlerByPath));
  const answer = async (request: NodeRequest, response: NodeResponse): Promise<void> => {
    const [path = ''] = (request.url ?? '').split('?');
    const universal = universalRequestFromNodeRequest(request, response, undefined, createContextValues());
    const route = routes.get(path);
    if (route !== undefined) return call(route, universal, response, options);
    const ofHealth = health.get(path);
    if (ofHealth !== undefined) return universalResponseToNodeResponse(await ofHealth(universal), response);
    response.writeHead(404);
    response.end();
  };
  // A caller that leaves takes its connection along; nobody is left to be told.
  return (request, response) => void answer(request, response).catch(() => void response.destroy());
}

const nativeHandlerByPath = (method: Parameters<typeof nativeHandler>[0]) => {
  const handler = nativeHandler(method);
  return [handler.requestPath, handler] as const;
};

function routesOf(
  { contracts, methods, runtime }: HostedMethods,
  messages: ListenerOptions['messages'],
): readonly (readonly [string, Route])[] {
  const { telemetry, now } = runtime();
  const report = callReporter(telemetry, now);
  return methods().map((method) => {
    const handler = nativeHandler(method, messages);
    const contract = contracts.find((one) => one.method === method.method);
    if (contract === undefined) throw new Error(`${handler.requestPath} has no contract`);
    return [handler.requestPath, { handler, contract, runtime: runtime(), report }];
  });
}

/** `ParcelService.CreateParcel`, as limits name a method. */
const nameOf = ({ method }: MethodContract): string => `${method.parent.name}.${method.name}`;

const busy = (): Problem =>
  new Problem('service-unavailable', 'As many calls of this method run as may at once.', {
    headers: { 'Retry-After': '1' },
  });

async function call(
  { handler, contract, runtime, report }: Route,
  request: UniversalServerRequest,
  response: NodeResponse,
  { authorizer, bulkhead }: ListenerOptions,
): Promise<void> {
  const startedAt = runtime.now();
  const release = bulkhead.take(nameOf(contract));
  let invocation: Invocation | undefined;
  let status = 0;
  // Connect's own writer waits for an event that HTTP/2 does not have; whichever way an answer ends, it closes.
  response.once('close', () => {
    release?.();
    if (invocation?.reported !== false) return;
    report(openRpcState(contract, invocation, {} as never, undefined), refused(invocation, status));
  });
  const admitted = release === undefined ? { refusal: busy() } : await admit(contract, request, handler, authorizer);
  invocation = nativeInvocation(request, handler.requestPath, admitted, startedAt);
  request.contextValues?.set(invocationKey, invocation);
  clampTimeouts(request.header, contract.stream?.deadline ?? contract.deadline);
  const answer = await handler(request);
  status = answer.status;
  const header = new Headers(answer.header);
  for (const [name, value] of Object.entries(commonHeaders)) header.set(name, value);
  const body = answer.body && releasing(answer.body, release);
  await universalResponseToNodeResponse({ ...answer, header, ...(body && { body }) }, response);
}

/** Gives the place back before the answer's end leaves: whoever has heard it may call again. */
async function* releasing(body: AsyncIterable<Uint8Array>, release: (() => void) | undefined) {
  try {
    yield* body;
  } finally {
    release?.();
  }
}

/** A method that asks for nothing is for everyone. */
const admit = async (
  { security }: MethodContract,
  { header }: UniversalServerRequest,
  { requestPath }: UniversalHandler,
  authorizer: Authorizer,
) => (security.length === 0 ? {} : admission(authorizer, header, requestPath));

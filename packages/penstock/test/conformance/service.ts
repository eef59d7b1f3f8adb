import { setTimeout as pause } from 'node:timers/promises';
import type { DescService } from '@bufbuild/protobuf';
import { create, type DescMessage, type FileRegistry, type Message, type MessageShape } from '@bufbuild/protobuf';
import { type Any, anyPack } from '@bufbuild/protobuf/wkt';
import {
  type Code,
  ConnectError,
  createServiceImplSpec,
  type HandlerContext,
  type ServiceImpl,
} from '@connectrpc/connect';
import { serviceName } from './files.ts';

interface Pair {
  readonly name: string;
  readonly value: readonly string[];
}

interface ErrorDefinition {
  readonly code: Code;
  readonly message?: string;
  readonly details: readonly Any[];
}

interface Definition {
  readonly responseHeaders: readonly Pair[];
  readonly responseTrailers: readonly Pair[];
  readonly responseDelayMs: number;
}

type UnaryDefinition = Definition & {
  readonly response:
    | { readonly case: 'responseData'; readonly value: Uint8Array }
    | { readonly case: 'error'; readonly value: ErrorDefinition }
    | { readonly case: undefined };
};

type StreamDefinition = Definition & {
  readonly responseData: readonly Uint8Array[];
  readonly error?: ErrorDefinition;
};

type Request<Kind> = Message & { readonly responseDefinition?: Kind };

/**
 * The service of the Connect project's conformance suite, as its server.proto says. Its messages are made from descriptors
 * at run time, so that the suite's files need not be generated into this repository.
 */
export function conformanceService(registry: FileRegistry): ReturnType<typeof createServiceImplSpec> {
  const service = registry.getService(serviceName);
  const info = registry.getMessage('connectrpc.conformance.v1.ConformancePayload.RequestInfo');
  if (service === undefined || info === undefined) throw new Error(`The files of the suite have no ${serviceName}`);
  const about = (context: HandlerContext, requests: readonly Message[]) =>
    requestInfo(registry, info, context, requests);
  const unary = async (request: Message, context: HandlerContext) =>
    answer((request as Request<UnaryDefinition>).responseDefinition, about(context, [request]), info, context);
  const implementation = {
    unary,
    idempotentUnary: unary,
    clientStream: async (requests: AsyncIterable<Message>, context: HandlerContext) => {
      const received: Message[] = [];
      for await (const request of requests) received.push(request);
      const definition = (received[0] as Request<UnaryDefinition> | undefined)?.responseDefinition;
      return answer(definition, about(context, received), info, context);
    },
    serverStream: async function* (request: Message, context: HandlerContext) {
      const { responseDefinition: definition } = request as Request<StreamDefinition>;
      yield* stream(definition, about(context, [request]), info, context);
    },
    bidiStream: (requests: AsyncIterable<Message>, context: HandlerContext) =>
      bidiStream(requests, (received) => about(context, received), info, context),
  };
  return createServiceImplSpec(service, implementation as unknown as Partial<ServiceImpl<DescService>>);
}

type RequestInfo = MessageShape<DescMessage>;

type BidiRequest = Request<StreamDefinition> & { readonly fullDuplex: boolean };

async function answer(
  definition: UnaryDefinition | undefined,
  request: RequestInfo,
  info: DescMessage,
  context: HandlerContext,
): Promise<object> {
  if (definition === undefined) return { payload: { requestInfo: request } };
  tell(definition, context);
  await pause(definition.responseDelayMs);
  const { response } = definition;
  if (response.case === 'error') throw failure(response.value, [anyPack(info, request)]);
  return { payload: { requestInfo: request, data: response.case === undefined ? new Uint8Array() : response.value } };
}

async function* stream(
  definition: StreamDefinition | undefined,
  request: RequestInfo,
  info: DescMessage,
  context: HandlerContext,
): AsyncGenerator<object> {
  if (definition === undefined) return;
  tell(definition, context);
  const { responseData, responseDelayMs, error } = definition;
  for (const [index, data] of responseData.entries()) {
    await pause(responseDelayMs);
    yield { payload: { data, ...(index === 0 && { requestInfo: request }) } };
  }
  if (error !== undefined) throw failure(error, responseData.length === 0 ? [anyPack(info, request)] : []);
}

/** In full duplex an answer follows each request; the answers that are left follow the last one. */
async function* bidiStream(
  requests: AsyncIterable<Message>,
  about: (received: readonly Message[]) => RequestInfo,
  info: DescMessage,
  context: HandlerContext,
): AsyncGenerator<object> {
  let received: Message[] = [];
  let first: BidiRequest | undefined;
  let sent = 0;
  for await (const request of requests) {
    received.push(request);
    first ??= begun(request as BidiRequest, context);
    if (!first.fullDuplex) continue;
    const data = first.responseDefinition?.responseData[sent];
    if (data === undefined) break;
    await pause(first.responseDefinition?.responseDelayMs);
    const whole = about(received) as RequestInfo & { readonly requests: readonly Any[] };
    yield { payload: { data, requestInfo: sent === 0 ? whole : { requests: whole.requests } } };
    sent += 1;
    received = [];
  }
  if (first?.responseDefinition !== undefined) yield* left(first, sent, about(received), info);
}

function begun(request: BidiRequest, context: HandlerContext): BidiRequest {
  if (request.responseDefinition !== undefined) tell(request.responseDefinition, context);
  return request;
}

async function* left(
  { responseDefinition, fullDuplex }: BidiRequest,
  sent: number,
  request: RequestInfo,
  info: DescMessage,
): AsyncGenerator<object> {
  const { responseData = [], responseDelayMs, error } = responseDefinition ?? {};
  for (const [index, data] of responseData.slice(sent).entries()) {
    await pause(responseDelayMs);
    yield { payload: { data, ...(index === 0 && !fullDuplex && { requestInfo: request }) } };
  }
  if (error !== undefined) throw failure(error, responseData.length === 0 ? [anyPack(info, request)] : []);
}

function tell({ responseHeaders, responseTrailers }: Definition, context: HandlerContext): void {
  for (const { name, value } of responseHeaders) for (const one of value) context.responseHeader.append(name, one);
  for (const { name, value } of responseTrailers) for (const one of value) context.responseTrailer.append(name, one);
}

function failure({ code, message = '', details }: ErrorDefinition, more: readonly Any[]): ConnectError {
  const error = new ConnectError(message, code);
  error.details = [...details, ...more].map(({ typeUrl, value }) => ({
    type: typeUrl.slice(typeUrl.lastIndexOf('/') + 1),
    value,
  }));
  return error;
}

function requestInfo(
  registry: FileRegistry,
  info: DescMessage,
  context: HandlerContext,
  requests: readonly Message[],
): RequestInfo {
  const timeoutMs = context.timeoutMs();
  const pairs = (entries: Iterable<readonly [string, string]>) =>
    Array.from(entries, ([name, value]) => ({ name, value: [value] }));
  const isGet = context.requestMethod === 'GET';
  return create(info, {
    requestHeaders: pairs(context.requestHeader),
    ...(timeoutMs !== undefined && { timeoutMs: BigInt(timeoutMs) }),
    requests: requests.map((request) => pack(registry, request)),
    ...(isGet && { connectGetInfo: { queryParams: pairs(new URL(context.url).searchParams) } }),
  } as Record<string, unknown>);
}

function pack(registry: FileRegistry, message: Message): Any {
  const type = registry.getMessage(message.$typeName);
  if (type === undefined) throw new Error(`The files of the suite have no ${message.$typeName}`);
  return anyPack(type, message);
}

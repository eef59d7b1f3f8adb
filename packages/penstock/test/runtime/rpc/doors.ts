import { type Code, createContextValues, createMethodImplSpec } from '@connectrpc/connect';
import type { UniversalHandler, UniversalServerResponse } from '@connectrpc/connect/protocol';
import { codeFromString } from '@connectrpc/connect/protocol-connect';
import type { MethodContract } from '../../../runtime/rpc/method-contract.ts';
import type { MethodSpec } from '../../../runtime/rpc/method-spec.ts';
import { nativeHandler } from '../../../runtime/rpc/native/protocols.ts';
import { universalHandlers } from '../../../runtime/rpc/protocols.ts';

/** A method by one protocol, as one host has it. */
export interface Door {
  readonly name: string;
  readonly handler: UniversalHandler;
  readonly contentType: string;
  /** Its messages come with a flag and their length before them. */
  readonly isFramed: boolean;
}

/** A method that answers once, and one that streams, by every protocol of both hosts. They answer whatever they are asked. */
export function doorsOf({ method }: MethodContract): readonly Door[] {
  const unary = createMethodImplSpec(method, (async () => ({})) as never);
  const streamed = { ...method, methodKind: 'server_streaming' } as unknown as typeof method;
  const stream = createMethodImplSpec(streamed, async function* () {
    yield {};
  } as never);
  return [
    ...kinds('gateway', (spec) => universalHandlers(spec), unary, stream),
    ...kinds('native', (spec) => nativeHandler(spec), unary, stream),
    door('native, gRPC', nativeHandler(unary), 'application/grpc+proto'),
    door('native, gRPC streamed', nativeHandler(stream), 'application/grpc+proto'),
    door('native, gRPC in JSON', nativeHandler(unary), 'application/grpc+json'),
  ];
}

const kinds = (host: string, make: (spec: MethodSpec) => UniversalHandler, unary: MethodSpec, stream: MethodSpec) => [
  door(`${host}, Connect`, make(unary), 'application/proto'),
  door(`${host}, Connect in JSON`, make(unary), 'application/json'),
  door(`${host}, Connect streamed`, make(stream), 'application/connect+proto'),
  door(`${host}, Connect streamed in JSON`, make(stream), 'application/connect+json'),
  door(`${host}, gRPC-Web`, make(unary), 'application/grpc-web+proto'),
  door(`${host}, gRPC-Web streamed`, make(stream), 'application/grpc-web+proto'),
  door(`${host}, gRPC-Web in JSON`, make(unary), 'application/grpc-web+json'),
];

const door = (name: string, handler: UniversalHandler, contentType: string): Door => ({
  name,
  handler,
  contentType,
  isFramed: /grpc|connect/.test(contentType),
});

export interface Told {
  readonly status: number;
  /** 0 where the call went well. */
  readonly code: Code | 0;
  /** What came, and what the trailers say of the error. */
  readonly text: string;
}

export interface DoorRequest {
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly query?: string;
}

/** Asks a door, and reads how it says that a call ended. */
export async function ask(
  { handler, contentType }: Door,
  { body = new Uint8Array(), headers = {}, method = 'POST', query = '' }: DoorRequest,
): Promise<Told> {
  const response = await handler({
    httpVersion: '2.0',
    method,
    url: `https://host${handler.requestPath}${query}`,
    header: new Headers({ ...(method === 'POST' && { 'content-type': contentType }), ...headers }),
    body: (async function* () {
      yield body;
    })(),
    signal: new AbortController().signal,
    contextValues: createContextValues(),
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body ?? []) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('latin1');
  const error = response.trailer?.get('grpc-message') ?? response.header?.get('grpc-message') ?? '';
  return { status: response.status, code: codeIn(response, text), text: text + error };
}

function codeIn({ status, header, trailer }: UniversalServerResponse, text: string): Code | 0 {
  const grpc = trailer?.get('grpc-status') ?? header?.get('grpc-status') ?? /grpc-status: (\d+)/.exec(text)?.[1];
  if (grpc !== undefined && grpc !== null) return Number(grpc);
  const connect = /"code":"(\w+)"/.exec(text)?.[1];
  if (connect === undefined && status >= 400) throw new Error(`A status of ${status} without a code: ${text}`);
  return connect === undefined ? 0 : (codeFromString(connect) ?? 0);
}

import {
  createUniversalMethodHandler,
  type UniversalHandler,
  type UniversalHandlerOptions,
} from '@connectrpc/connect/protocol';
import { createHandlerFactory as connect } from '@connectrpc/connect/protocol-connect';
import { createHandlerFactory as grpcWeb } from '@connectrpc/connect/protocol-grpc-web';
import type { Runtime } from '../core/runtime.ts';
import { compressions } from './compression.ts';
import type { MethodContract } from './method-contract.ts';
import type { MethodSpec } from './method-spec.ts';
import { readable, readingGate } from './unreadable.ts';

/** The methods of a service, for a host that is not Lambda. */
export interface HostedMethods {
  readonly contracts: readonly MethodContract[];
  readonly methods: () => readonly MethodSpec[];
  readonly runtime: () => Runtime;
}

/** What a handler of Lambda has beside it: the same methods. */
export interface Hosted {
  readonly hosted: HostedMethods;
}

/** Bytes of a request, unpacked: as of a body over REST. */
const MAX_REQUEST_BYTES = 64 * 1024;

/** As Lambda takes it: base64 makes four bytes of three, and the rest of the answer wants some. */
const MAX_RESPONSE_BYTES = 4_500_000;

/** What is no UTF-8 is no JSON, as over REST; a decoder that mends it would store another text than was sent. */
const jsonOptions = { ignoreUnknownFields: false, textDecoder: new TextDecoder('utf-8', { fatal: true }) };

/** Limits of messages, and how they are packed, whatever the protocol. */
export const messageOptions: Partial<UniversalHandlerOptions> = {
  acceptCompression: [...compressions],
  readMaxBytes: MAX_REQUEST_BYTES,
  writeMaxBytes: MAX_RESPONSE_BYTES,
  jsonOptions,
  requestGate: readingGate,
};

/**
 * A method by the protocols that a gateway of HTTP/1.1 can carry. A member of JSON that the message does not have is refused,
 * as over REST: a caller that misspells one learns it.
 */
export const universalHandlers = (
  method: MethodSpec,
  options: Partial<UniversalHandlerOptions> = {},
): UniversalHandler => {
  const whole = { ...messageOptions, ...options };
  return readable(method, (marked) => createUniversalMethodHandler(marked, [connect(whole), grpcWeb(whole)]));
};

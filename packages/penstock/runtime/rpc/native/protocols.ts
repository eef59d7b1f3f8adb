import {
  createUniversalMethodHandler,
  type UniversalHandler,
  type UniversalHandlerOptions,
} from '@connectrpc/connect/protocol';
import { createHandlerFactory as connect } from '@connectrpc/connect/protocol-connect';
import { createHandlerFactory as grpc } from '@connectrpc/connect/protocol-grpc';
import { createHandlerFactory as grpcWeb } from '@connectrpc/connect/protocol-grpc-web';
import type { MethodSpec } from '../method-spec.ts';
import { messageOptions } from '../protocols.ts';
import { readable } from '../unreadable.ts';

/** A method by all three protocols: where HTTP/2 goes all the way, gRPC's trailers do too. */
export const nativeHandler = (method: MethodSpec, options: Partial<UniversalHandlerOptions> = {}): UniversalHandler => {
  const whole = { ...messageOptions, ...options };
  const protocols = [grpc(whole), grpcWeb(whole), connect(whole)];
  return readable(method, (marked) => createUniversalMethodHandler(marked, protocols));
};

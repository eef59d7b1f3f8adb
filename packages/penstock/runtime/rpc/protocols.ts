import type { createMethodImplSpec } from '@connectrpc/connect';
import {
  createUniversalMethodHandler,
  type UniversalHandler,
  type UniversalHandlerOptions,
} from '@connectrpc/connect/protocol';
import { createHandlerFactory as connect } from '@connectrpc/connect/protocol-connect';
import { createHandlerFactory as grpcWeb } from '@connectrpc/connect/protocol-grpc-web';
import { compressions } from './compression.ts';

/** Bytes of a request, unpacked: as of a body over REST. */
const MAX_REQUEST_BYTES = 64 * 1024;

/** As Lambda takes it: base64 makes four bytes of three, and the rest of the answer wants some. */
const MAX_RESPONSE_BYTES = 4_500_000;

/**
 * A method by the protocols that a gateway of HTTP/1.1 can carry. A member of JSON that the message does not have is refused,
 * as over REST: a caller that misspells one learns it.
 */
export const universalHandlers = (
  method: ReturnType<typeof createMethodImplSpec>,
  options: Partial<UniversalHandlerOptions> = {},
): UniversalHandler => {
  const whole = {
    acceptCompression: [...compressions],
    readMaxBytes: MAX_REQUEST_BYTES,
    writeMaxBytes: MAX_RESPONSE_BYTES,
    jsonOptions: { ignoreUnknownFields: false },
    ...options,
  };
  return createUniversalMethodHandler(method, [connect(whole), grpcWeb(whole)]);
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import type { UniversalServerResponse } from '@connectrpc/connect/protocol';
import { lambdaHost, type StreamHandler } from '../../../runtime/http/stream/stream-host.ts';
import { universalHandlers } from '../../../runtime/rpc/protocols.ts';
import type { RpcHandler } from '../../../runtime/rpc/rpc-function.ts';
import type { Invocation } from '../../../runtime/rpc/rpc-state.ts';
import { sendable } from '../../../runtime/rpc/sendable.ts';
import { streamOut } from '../../../runtime/rpc/stream/streamed-function.ts';
import { universalRequest } from '../../../runtime/rpc/universal.ts';
import { imageFile, limitVariable, streamsVariable } from '../files.ts';
import { conformanceService } from '../service.ts';

const image = fromBinary(FileDescriptorSetSchema, readFileSync(join(__dirname, imageFile)));
const registry = createFileRegistry(image);
const { methods } = conformanceService(registry);
const readMaxBytes = Number(process.env[limitVariable]) || 1024 * 1024;
const handlers = Object.values(methods).map((method) =>
  universalHandlers(method, { readMaxBytes, jsonOptions: { ignoreUnknownFields: true, registry } }),
);

function answer(invocation: Invocation): Promise<UniversalServerResponse> {
  const { resource } = invocation.event;
  const found = handlers.find(({ requestPath }) => requestPath === resource);
  if (found === undefined) throw new Error(`There is no method at ${resource}`);
  return found(universalRequest(invocation, found.requestPath, new AbortController().signal));
}

const inOnePiece: RpcHandler = async (event, context) => {
  const invocation = { event, context, startedAt: Date.now(), reported: false };
  return (await sendable(await answer(invocation), invocation)).sent;
};

const asItComes: StreamHandler = async (event, stream, context) => {
  const invocation = { event, context, startedAt: Date.now(), reported: false, stream };
  await streamOut(await answer(invocation), invocation, lambdaHost);
};

/** The suite's service behind API Gateway, by the transports that services of apps have. */
export const handler = process.env[streamsVariable] === undefined ? inOnePiece : lambdaHost.streamify(asItComes);

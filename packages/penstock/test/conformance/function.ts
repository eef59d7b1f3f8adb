import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { universalHandlers } from '../../runtime/rpc/protocols.ts';
import { sendable } from '../../runtime/rpc/sendable.ts';
import type { RpcHandler } from '../../runtime/rpc/service.ts';
import { universalRequest } from '../../runtime/rpc/universal.ts';
import { imageFile, limitVariable } from './files.ts';
import { conformanceService } from './service.ts';

const image = fromBinary(FileDescriptorSetSchema, readFileSync(join(__dirname, imageFile)));
const registry = createFileRegistry(image);
const { methods } = conformanceService(registry);
const readMaxBytes = Number(process.env[limitVariable]) || 1024 * 1024;
const handlers = Object.values(methods).map((method) =>
  universalHandlers(method, { readMaxBytes, jsonOptions: { ignoreUnknownFields: true, registry } }),
);

/** The suite's service behind API Gateway, by the transport that services of apps have. */
export const handler: RpcHandler = async (event, context) => {
  const found = handlers.find(({ requestPath }) => requestPath === event.resource);
  if (found === undefined) throw new Error(`There is no method at ${event.resource}`);
  const invocation = { event, context, startedAt: Date.now(), reported: false };
  const response = await found(universalRequest(invocation, found.requestPath, new AbortController().signal));
  return (await sendable(response, invocation)).sent;
};

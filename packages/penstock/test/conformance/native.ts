import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileRegistry } from '@bufbuild/protobuf';
import type { MethodContract } from '../../runtime/rpc/method-contract.ts';
import { createBulkhead } from '../../runtime/rpc/native/bulkhead.ts';
import { healthService } from '../../runtime/rpc/native/health.ts';
import { type NodeListener, nativeListener } from '../../runtime/rpc/native/listener.ts';
import { startNativeServer } from '../../runtime/rpc/native/server.ts';
import type { HostedMethods } from '../../runtime/rpc/protocols.ts';
import { recordingRuntime } from '../../testkit/operation-runtime.ts';
import { conformanceService } from './service.ts';

export interface NativeConformance {
  /** Of the suite's files. */
  readonly registry: FileRegistry;
  /** 1 or 2. */
  readonly httpVersion: number;
}

/** Larger than any message of the suite. */
const readMaxBytes = 4 * 1024 * 1024;

/** The suite's service in the process that serves gRPC; a plain server in its place speaks HTTP/1.1. */
export async function startNativeConformance({ registry, httpVersion }: NativeConformance) {
  const health = healthService([]);
  const listener = nativeListener({
    services: [hosted(registry)],
    authorizer: async () => Promise.reject(new Error('The suite has no tokens')),
    bulkhead: createBulkhead({}),
    health,
    messages: { readMaxBytes, jsonOptions: { ignoreUnknownFields: true, registry } },
  });
  if (httpVersion !== 2) return startPlain(listener);
  const server = await startNativeServer({ listener, health, host: '127.0.0.1', port: 0 });
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.drain({ noticeMs: 0, callsMs: 0 }) };
}

async function startPlain(listener: NodeListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Nothing of the suite is in a hurry, has a key or a token. */
function hosted(registry: FileRegistry): HostedMethods {
  const methods = Object.values(conformanceService(registry).methods);
  const contracts = methods.map(
    ({ method }): MethodContract => ({
      method,
      operationId: method.name,
      security: [],
      idempotency: 'none',
      deadline: Number.MAX_SAFE_INTEGER,
      attempts: 1,
      attemptTimeout: 1,
      parameters: [],
      check: () => {},
    }),
  );
  return { contracts, methods: () => methods, runtime: () => recordingRuntime().runtime };
}

import { readTelemetryEnv } from '../../telemetry/env.ts';
import type { Hosted } from '../protocols.ts';
import type { Authorizer } from './authorize.ts';
import { createBulkhead } from './bulkhead.ts';
import { readNativeEnv } from './env.ts';
import { healthService } from './health.ts';
import { nativeListener } from './listener.ts';
import { reportRunningCalls } from './running-calls.ts';
import { startNativeServer } from './server.ts';

export interface NativeProcess {
  readonly authorizer: Authorizer;
  /** The handlers of functions in Lambda. */
  readonly services: readonly Hosted[];
}

/** Less than the time between a task's SIGTERM and its end, together with the notice. */
const CALLS_MS = 60_000;

/** Serves the methods of functions by gRPC, gRPC-Web and Connect until the process is told to end. */
export async function runNative({ authorizer, services }: NativeProcess): Promise<void> {
  const { host, port, concurrency, noticeMs } = readNativeEnv();
  const { PENSTOCK_STAGE: stage, POWERTOOLS_METRICS_NAMESPACE: namespace } = readTelemetryEnv();
  const hosted = services.map((one) => one.hosted);
  const names = hosted.flatMap(({ contracts }) => contracts.map(({ method }) => method.parent.typeName));
  const health = healthService(names);
  const bulkhead = createBulkhead(concurrency);
  const listener = nativeListener({ services: hosted, authorizer, bulkhead, health });
  const server = await startNativeServer({ listener, health, host, port });
  reportRunningCalls({ namespace, stage }, bulkhead.running);
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    void server.drain({ noticeMs, callsMs: CALLS_MS }).then(() => process.exit());
  };
  process.once('SIGTERM', end);
  // Of the local cloud, which started it: it does not outlive that.
  process.once('disconnect', end);
  process.send?.({ port: server.port });
}

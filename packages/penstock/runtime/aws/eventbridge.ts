import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Tracer } from '../telemetry/tracer.ts';
import { type Attempts, clientConfig } from './client-config.ts';

/** An EventBridge client; a bus is named with each event. */
export const eventBridgeClient = (attempts: Attempts, tracer: Tracer): EventBridgeClient =>
  tracer.instrument(new EventBridgeClient(clientConfig(attempts)));

import { SQSClient } from '@aws-sdk/client-sqs';
import type { Tracer } from '../telemetry/tracer.ts';
import { type Attempts, clientConfig } from './client-config.ts';

/** An SQS client; queues are named by their URLs. */
export const sqsClient = (attempts: Attempts, tracer: Tracer): SQSClient =>
  tracer.instrument(new SQSClient(clientConfig(attempts)));

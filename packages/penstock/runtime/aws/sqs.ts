import { SQSClient } from '@aws-sdk/client-sqs';
import type { Tracer } from '../telemetry/tracer.ts';
import { type Attempts, clientConfig } from './client-config.ts';

/** An SQS client; queues are named by their URLs, and reached at the endpoint of the environment: locally not the URL's. */
export const sqsClient = (attempts: Attempts, tracer: Tracer): SQSClient =>
  tracer.instrument(new SQSClient({ ...clientConfig(attempts), useQueueUrlAsEndpoint: false }));

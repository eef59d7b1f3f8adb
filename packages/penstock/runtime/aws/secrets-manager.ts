import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Tracer } from '../telemetry/tracer.ts';
import { type Attempts, clientConfig } from './client-config.ts';

/** A Secrets Manager client. */
export const secretsManagerClient = (attempts: Attempts, tracer: Tracer): SecretsManagerClient =>
  tracer.instrument(new SecretsManagerClient(clientConfig(attempts)));

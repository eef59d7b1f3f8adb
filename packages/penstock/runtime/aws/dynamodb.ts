import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Tracer } from '../telemetry/tracer.ts';
import { type Attempts, clientConfig } from './client-config.ts';

/**
 * A DynamoDB client whose attempts and timeouts come from the operation's contract. Region, endpoint and credentials
 * come from the environment, as Lambda gives them.
 */
export const dynamoDBClient = (attempts: Attempts, tracer: Tracer): DynamoDBClient =>
  tracer.instrument(new DynamoDBClient(clientConfig(attempts)));

import { localQueueUrl } from '../queues/local-url.ts';
import type { TaskDefinition } from './read.ts';

/** A task with all that its process is given. */
export interface LocalTask extends Pick<TaskDefinition, 'file'> {
  readonly name: string;
  /** MiB. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Where a task finds the local twins of what Fargate gives it. */
interface Surroundings {
  readonly endpoint: string;
  /** Identifies the task to the endpoint. */
  readonly accessKeyId: string;
}

/**
 * What the template gives a task, and what the SDK needs to find this cloud; nothing of the machine's own. Nobody stands
 * before it here that would have to learn that it leaves.
 */
export function localTask({ identity, file }: TaskDefinition, { endpoint, accessKeyId }: Surroundings): LocalTask {
  const { name, memory, region, environment } = identity;
  const own = Object.entries(environment).map(([key, value]) => [key, localQueueUrl(value, endpoint, region)]);
  return {
    name,
    memory,
    file,
    environment: {
      ...Object.fromEntries(own),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      GRPC_DRAIN_NOTICE_MS: '0',
      GRPC_HOST: '127.0.0.1',
    },
  };
}

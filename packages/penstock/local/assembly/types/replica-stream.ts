import { streamArnOf } from './dynamodb.ts';
import type { Identity, ResourceType } from './resource-type.ts';

export const replicaStreamType = 'Custom::ReplicaStream';

const text = (resource: Identity, property: string): string => String(resource.property(property));

const streamOf = (stream: Identity): string =>
  streamArnOf({ ...stream, region: text(stream, 'Region') }, text(stream, 'TableName'));

/**
 * The kit's custom resource that publishes the stream of a replica as a parameter of its region. The engine has a stream in
 * every region, so its function is never called: `storedParameter` reads the parameter here.
 */
export const replicaStreamTypes: Readonly<Record<string, ResourceType>> = {
  [replicaStreamType]: {
    properties: { ServiceToken: 'any', ServiceTimeout: 'any', TableName: 'any', Region: 'any', ParameterName: 'any' },
    ref: (stream) => `${text(stream, 'Region')}:${text(stream, 'ParameterName')}`,
    attributes: {
      /** What the parameter holds. */
      Value: streamOf,
      /** The same, which a stack that is live remembers of a resource. */
      Arn: streamOf,
    },
  },
};

import type { Resource } from '../assembly/live.ts';
import { replicaStreamType } from '../assembly/types/replica-stream.ts';
import { type JsonObject, list, object } from '../json.ts';

/** Types of which a resource of one region's stack has replicas in others, with where. */
const replicated: Readonly<Record<string, (properties: JsonObject) => readonly JsonObject[]>> = {
  'AWS::DynamoDB::GlobalTable': ({ Replicas }) => list(Replicas).map(object),
  'AWS::SecretsManager::Secret': ({ ReplicaRegions }) => list(ReplicaRegions).map(object),
  [replicaStreamType]: ({ Region }) => [{ Region }],
};

export const replicatedTypes = Object.keys(replicated);

/**
 * What a resource of a stack is in other regions than the stack's: the replicas of a table and of a secret, and the
 * stream of a replica that a deployment publishes there.
 *
 * @see docs/decisions/0038-a-replicas-stream-is-asked-for.md
 */
export function replicasOf(resource: Resource): readonly Resource[] {
  const { type, properties, region, replicaOf } = resource;
  if (replicaOf !== undefined) return [];
  const others = (replicated[type]?.(properties) ?? []).filter(({ Region }) => Region !== region);
  return others.map((replica) => inRegion(resource, String(replica.Region), replica));
}

function inRegion(resource: Resource, region: string, { KmsKeyId }: JsonObject): Resource {
  const { stack, logicalId, type, id, arn, serial, region: replicaOf } = resource;
  const there = { stack, logicalId, type, region, replicaOf, serial };
  const { KmsKeyId: _, ...rest } = resource.properties;
  const properties = KmsKeyId === undefined ? rest : { ...rest, KmsKeyId };
  // Its name says its region already, and its ARN is of the stream there.
  if (type === replicaStreamType) return { ...there, id, arn, properties };
  const moved = (name: string) => name.replace(`:${replicaOf}:`, `:${region}:`);
  return { ...there, id: moved(id), arn: moved(arn), properties };
}

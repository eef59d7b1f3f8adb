import type { StackTemplate } from '../assembly/read.ts';
import { replicaStreamType } from '../assembly/types/replica-stream.ts';
import { isObject, type JsonObject, list, object } from '../json.ts';

/** The regions that have an API, in the order of the assembly: that of the stage. */
export function apiRegions(stacks: readonly StackTemplate[]): readonly string[] {
  const serving = stacks.filter(({ template }) =>
    Object.values(object(template.Resources)).some((resource) => object(resource).Type === 'AWS::ApiGateway::RestApi'),
  );
  return [...new Set(serving.map(({ region }) => region))];
}

/**
 * The stacks of one region, and those of others reduced to what has a replica in it: tables, secrets, and the streams
 * of tables that a deployment publishes there.
 *
 * @see docs/decisions/0038-a-replicas-stream-is-asked-for.md
 */
export function stacksOf(region: string, stacks: readonly StackTemplate[]): readonly StackTemplate[] {
  return stacks.flatMap((stack) => {
    if (stack.region === region) return [stack];
    const Resources = replicasIn(region, object(stack.template.Resources));
    if (Object.keys(Resources).length === 0) return [];
    const { Parameters, Conditions, Mappings } = stack.template;
    return [{ ...stack, region, template: { Parameters, Conditions, Mappings, Resources } }];
  });
}

function replicasIn(region: string, resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).flatMap(([id, value]) => {
      const resource = object(value);
      if (hasReplica(resource, region)) return [[id, resource]];
      return isStreamOf(region, resource) ? [[id, { Type: resource.Type, Properties: namesOf(resource) }]] : [];
    }),
  );
}

const isStreamOf = (region: string, { Type, Properties }: JsonObject): boolean =>
  Type === replicaStreamType && object(Properties).Region === region;

/** Without what makes it, which is in the stack's own region. */
function namesOf({ Properties }: JsonObject): JsonObject {
  const { TableName, Region, ParameterName } = object(Properties);
  return { TableName, Region, ParameterName };
}

function hasReplica({ Type, Properties }: JsonObject, region: string): boolean {
  const { Replicas, ReplicaRegions } = object(Properties);
  const replicas = { 'AWS::DynamoDB::GlobalTable': Replicas, 'AWS::SecretsManager::Secret': ReplicaRegions }[
    String(Type)
  ];
  return list(replicas)
    .filter(isObject)
    .some(({ Region }) => Region === region);
}
/** Every region that a table of the assembly has a replica in, beside those of the stacks. */
export function tableRegions(stacks: readonly StackTemplate[]): readonly string[] {
  const replicas = stacks.flatMap(({ template }) =>
    Object.values(object(template.Resources))
      .map(object)
      .filter(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable')
      .flatMap(({ Properties }) => list(object(Properties).Replicas).map((replica) => String(object(replica).Region))),
  );
  return [...new Set([...stacks.map(({ region }) => region), ...replicas])];
}

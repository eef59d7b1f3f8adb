import type { StackTemplate } from '../assembly/read.ts';
import { list, object } from '../json.ts';

/** The regions that have an API, in the order of the assembly: that of the stage. */
export function apiRegions(stacks: readonly StackTemplate[]): readonly string[] {
  const serving = stacks.filter(({ template }) =>
    Object.values(object(template.Resources)).some((resource) => object(resource).Type === 'AWS::ApiGateway::RestApi'),
  );
  return [...new Set(serving.map(({ region }) => region))];
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

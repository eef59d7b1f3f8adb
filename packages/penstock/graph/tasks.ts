import type { ResolvedAssembly } from '../local/assembly/resolved.ts';
import type { TaskDefinition } from '../local/grpc/read.ts';
import { object } from '../local/json.ts';
import type { Picture } from './picture.ts';
import { shortOf } from './units.ts';

/** Tasks that serve gRPC beside the API, and the load balancer that callers meet before them. */
export function tasksOf(assembly: ResolvedAssembly, tasks: readonly TaskDefinition[], prefix: string): Picture {
  const balancers = assembly.resources('AWS::ElasticLoadBalancingV2::LoadBalancer');
  const definitions = new Map(assembly.resources('AWS::ECS::TaskDefinition').map((one) => [one.id, one.logicalId]));
  // Without effect on a laptop, so its properties are as the template has them.
  const services = assembly.resources('AWS::ECS::Service').map(({ properties }) => properties);
  const countOf = (task: string) =>
    Number(
      services.find(({ TaskDefinition }) => object(TaskDefinition).Ref === definitions.get(task))?.DesiredCount ?? 1,
    );
  return {
    parts: [
      ...balancers.map(({ id }) => ({ id, kind: 'route' as const, title: 'gRPC', lines: ['from inside the network'] })),
      ...tasks.map(({ identity: { arn, name, memory } }) => ({
        id: arn,
        kind: 'function' as const,
        title: shortOf(name, prefix),
        lines: [`${countOf(arn)} or more tasks, ${memory} MB`],
      })),
    ],
    links: balancers.flatMap(({ id }) => tasks.map(({ identity: { arn } }) => ({ from: id, to: arn, lines: [] }))),
  };
}

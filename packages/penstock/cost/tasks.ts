import type { StackTemplate } from '../local/assembly/read.ts';
import { type JsonObject, object, text } from '../local/json.ts';
import { resourcesOf } from './stage.ts';
import type { Usage } from './usage.ts';

/** As AWS's pricing pages count. */
export const hoursOfMonth = 730;

/**
 * What tasks that serve gRPC cost as long as nobody calls them: as many as there are at least, what they stand behind, and
 * the way out of a network of their own. An endpoint of DynamoDB or S3, a namespace of Service Connect and a certificate
 * cost nothing; capacity units of the load balancer, bytes through the gateway and log lines follow the calls.
 *
 * @see https://aws.amazon.com/fargate/pricing/
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export function taskUsage(stack: StackTemplate): Usage {
  const { region } = stack;
  const count = (type: string) => resourcesOf(stack, type).length;
  const tasks = resourcesOf(stack, 'AWS::ECS::Service').map((service) => sizeOf(stack, service));
  const hours = (quantity: number) => quantity * hoursOfMonth;
  return [
    { price: 'taskCpu', region, quantity: hours(tasks.reduce((sum, { cpus }) => sum + cpus, 0)) },
    { price: 'taskMemory', region, quantity: hours(tasks.reduce((sum, { gb }) => sum + gb, 0)) },
    { price: 'loadBalancer', region, quantity: hours(count('AWS::ElasticLoadBalancingV2::LoadBalancer')) },
    { price: 'natGateway', region, quantity: hours(count('AWS::EC2::NatGateway')) },
    { price: 'publicAddress', region, quantity: hours(count('AWS::EC2::EIP')) },
  ];
}

/** Of all tasks of a service; a processor has 1024 CPU units, and a GB as AWS bills it 1024 MiB. */
function sizeOf({ template }: StackTemplate, { TaskDefinition, DesiredCount }: JsonObject) {
  const id = text(object(TaskDefinition).Ref) ?? '';
  const { Cpu, Memory } = object(object(object(template.Resources)[id]).Properties);
  const count = DesiredCount === undefined ? 1 : Number(DesiredCount);
  return { cpus: (count * Number(Cpu ?? 0)) / 1024, gb: (count * Number(Memory ?? 0)) / 1024 };
}

import type { ResolvedAssembly, Resource } from '../assembly/resolved.ts';
import { type ResourceStatement, readResourcePolicy } from '../iam/resource-policy.ts';
import { number, object, text, texts } from '../json.ts';
import { type FindKey, readKeys } from '../kms/keys.ts';
import type { QueueDefinition } from './definition.ts';

/** Properties that a CreateQueue request takes as they are. */
const plainAttributes = [
  'DelaySeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

/** Reads the queues of an assembly, each with its policy; a redrive that AWS would refuse is a problem. */
export function readQueues(assembly: ResolvedAssembly): readonly QueueDefinition[] {
  const resources = assembly.resources('AWS::SQS::Queue');
  const policies = readPolicies(assembly);
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  const findKey = readKeys(assembly);
  return resources.map((resource) => {
    const problem = redriveProblem(resource, byArn);
    if (problem !== undefined) assembly.problems.add(resource, problem, 'Properties.RedrivePolicy');
    return define(resource, policies.get(resource.id) ?? [], findKey);
  });
}

function define(resource: Resource, policy: readonly ResourceStatement[], findKey: FindKey): QueueDefinition {
  const { properties } = resource;
  const target = text(object(properties.RedrivePolicy).deadLetterTargetArn);
  const maxReceiveCount = number(object(properties.RedrivePolicy).maxReceiveCount) ?? 1;
  const key = findKey(properties.KmsMasterKeyId);
  const redrive = target === undefined ? {} : { redrive: { target, maxReceiveCount } };
  return {
    name: resource.arn.split(':').at(-1) ?? resource.id,
    arn: resource.arn,
    region: resource.region,
    url: resource.id,
    attributes: attributesOf(resource),
    visibilityTimeout: number(properties.VisibilityTimeout) ?? 30,
    policy,
    ...(key === undefined ? {} : { key }),
    ...redrive,
  };
}

function attributesOf({ properties }: Resource): Readonly<Record<string, string>> {
  const plain = plainAttributes.flatMap((name) =>
    properties[name] === undefined ? [] : [[name, String(properties[name])]],
  );
  const documents = ['RedrivePolicy', 'RedriveAllowPolicy'].flatMap((name) =>
    properties[name] === undefined ? [] : [[name, JSON.stringify(properties[name])]],
  );
  return Object.fromEntries([...plain, ...documents]);
}

function readPolicies(assembly: ResolvedAssembly): ReadonlyMap<string, readonly ResourceStatement[]> {
  const policies = new Map<string, readonly ResourceStatement[]>();
  for (const resource of assembly.resources('AWS::SQS::QueuePolicy')) {
    const statements = readResourcePolicy(resource.properties.PolicyDocument, (message) =>
      assembly.problems.add(resource, message, 'Properties.PolicyDocument'),
    );
    // A queue has one policy: the last that names it is the one that holds.
    for (const url of texts(resource.properties.Queues)) policies.set(url, statements);
  }
  return policies;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
function redriveProblem(queue: Resource, byArn: ReadonlyMap<string, Resource>): string | undefined {
  if (queue.properties.RedrivePolicy === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = object(queue.properties.RedrivePolicy);
  const target = byArn.get(String(deadLetterTargetArn));
  if (target === undefined) return `no queue of the template is ${String(deadLetterTargetArn)}.`;
  const count = number(maxReceiveCount) ?? 0;
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    return `maxReceiveCount is a number from 1 to 1000, received ${JSON.stringify(maxReceiveCount)}.`;
  }
  const { redrivePermission, sourceQueueArns } = object(target.properties.RedriveAllowPolicy);
  const refused =
    redrivePermission === 'denyAll' || (redrivePermission === 'byQueue' && !texts(sourceQueueArns).includes(queue.arn));
  return refused ? `the redrive-allow policy of ${target.logicalId} does not take messages of this queue.` : undefined;
}

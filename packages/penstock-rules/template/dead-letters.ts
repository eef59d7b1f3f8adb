import { asArray, asObject } from '../json.ts';
import type { SynthesizedStack } from '../rule.ts';
import { exportedAs, importsWithin } from './exports.ts';
import { perStack } from './per-stack.ts';
import { numberOr } from './pollers.ts';
import { type Resource, referenced, referencedWithin, resourcesOf } from './resources.ts';

/** What a template says of the queue to which SQS moves what was received too often. */
export const deadLetterTargetOf = ({ properties }: Resource): unknown =>
  asObject(properties.RedrivePolicy).deadLetterTargetArn;

/** The queues whose messages SQS moves to this one. */
export const sourcesOf = ({ stack, logicalId }: Resource): readonly Resource[] =>
  sourcesByTarget(stack).get(logicalId) ?? [];

const sourcesByTarget = perStack((stack) =>
  Map.groupBy(resourcesOf(stack, 'AWS::SQS::Queue'), (queue) => referenced(deadLetterTargetOf(queue))),
);

/** The queues of a stack where messages end: those of a queue and those of a service, which another of the app's stacks may have. */
export const endsOf = (stack: SynthesizedStack, stacks: readonly SynthesizedStack[] = []): readonly Resource[] =>
  resourcesOf(stack, 'AWS::SQS::Queue').filter(
    (queue) =>
      sourcesOf(queue).length > 0 ||
      isFailureDestination(queue) ||
      saysWhoMayUseIt(queue) ||
      isImportedAsEnd(queue, stacks),
  );

/** The ends of all stacks of an app. */
export const endsOfAll = (stacks: readonly SynthesizedStack[]): readonly Resource[] =>
  stacks.flatMap((stack) => endsOf(stack, stacks));

/** Whether a service of its stack gives a queue what it could not deliver. */
export const isFailureDestination = ({ stack, logicalId }: Resource): boolean =>
  failureDestinations(stack).includes(logicalId);

const isImportedAsEnd = ({ stack, logicalId }: Resource, stacks: readonly SynthesizedStack[]): boolean =>
  exportedAs(stack, stacks.flatMap(importedEnds)).includes(logicalId);

/** Only a dead-letter queue says so; its sources may be in another stack. */
const saysWhoMayUseIt = ({ properties }: Resource): boolean => properties.RedriveAllowPolicy !== undefined;

/** Seconds that a queue keeps a message: four days where the template does not say. */
export const retentionOf = ({ properties }: Resource): number => numberOr(properties.MessageRetentionPeriod, 345_600);

/** Where services say to which queue they give what they could not deliver. */
const destinationMembers: Readonly<Record<string, (properties: Resource['properties']) => unknown>> = {
  'AWS::Events::Rule': ({ Targets }) => asArray(Targets).map((target) => asObject(target).DeadLetterConfig),
  'AWS::Lambda::EventSourceMapping': ({ DestinationConfig }) => DestinationConfig,
  'AWS::Lambda::EventInvokeConfig': ({ DestinationConfig }) => asObject(DestinationConfig).OnFailure,
  'AWS::Lambda::Function': ({ DeadLetterConfig }) => DeadLetterConfig,
  'AWS::SNS::Subscription': ({ RedrivePolicy }) => RedrivePolicy,
  'AWS::Pipes::Pipe': ({ SourceParameters }) => SourceParameters,
  'AWS::Scheduler::Schedule': ({ Target }) => asObject(Target).DeadLetterConfig,
};

const failureDestinations = perStack((stack): readonly string[] =>
  Object.entries(destinationMembers).flatMap(([type, read]) =>
    resourcesOf(stack, type).flatMap(({ properties }) => referencedWithin(read(properties))),
  ),
);

/** The imports that services and queues of a stack name as the end of messages. */
const importedEnds = perStack((stack): readonly string[] =>
  importsWithin([
    ...resourcesOf(stack, 'AWS::SQS::Queue').map(deadLetterTargetOf),
    ...Object.entries(destinationMembers).flatMap(([type, read]) =>
      resourcesOf(stack, type).map(({ properties }) => read(properties)),
    ),
  ]),
);

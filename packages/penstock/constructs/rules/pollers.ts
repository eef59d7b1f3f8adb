import { asArray, asObject } from '../../contract/json.ts';
import { type Resource, referenced, referencedWithin, resourcesOf } from './resources.ts';
import type { SynthesizedStack } from './rule.ts';

/** An event source mapping: what it reads and what it calls. */
export interface Poller {
  readonly mapping: Resource;
  /** The queue that it polls; undefined when it reads a stream. */
  readonly queue: Resource | undefined;
  /** The function behind its alias; undefined when it leads nowhere. */
  readonly target: Resource | undefined;
}

export function pollersOf(stack: SynthesizedStack): readonly Poller[] {
  const queues = byId(resourcesOf(stack, 'AWS::SQS::Queue'));
  const functions = byId(resourcesOf(stack, 'AWS::Lambda::Function'));
  const aliases = byId(resourcesOf(stack, 'AWS::Lambda::Alias'));
  const targetOf = (name: unknown) =>
    referencedWithin(name)
      .flatMap((id) => [id, ...referencedWithin(aliases.get(id)?.properties.FunctionName)])
      .map((id) => functions.get(id))
      .find((found) => found !== undefined);
  return resourcesOf(stack, 'AWS::Lambda::EventSourceMapping').map((mapping) => ({
    mapping,
    queue: queues.get(referenced(mapping.properties.EventSourceArn)),
    target: targetOf(mapping.properties.FunctionName),
  }));
}

/** A poller of a queue that leads to a function. */
export type Consumption = Poller & { readonly queue: Resource; readonly target: Resource };

export const consumptionsOf = (stack: SynthesizedStack): readonly Consumption[] =>
  pollersOf(stack).filter((poller): poller is Consumption => poller.queue !== undefined && poller.target !== undefined);

/** The queue to which SQS moves what was received too often. */
export function deadLettersOf(queue: Resource): Resource | undefined {
  const id = deadLetterIdOf(queue);
  return resourcesOf(queue.stack, 'AWS::SQS::Queue').find(({ logicalId }) => logicalId === id);
}

const deadLetterIdOf = ({ properties }: Resource): string | undefined =>
  referenced(asObject(properties.RedrivePolicy).deadLetterTargetArn);

/** The queues whose messages SQS moves to this one. */
export const sourcesOf = ({ stack, logicalId }: Resource): readonly Resource[] =>
  resourcesOf(stack, 'AWS::SQS::Queue').filter((one) => deadLetterIdOf(one) === logicalId);

/** The queues of a stack where messages end: those of a queue and those of a service. */
export function endsOf(stack: SynthesizedStack): readonly Resource[] {
  const destinations = failureDestinations(stack);
  return resourcesOf(stack, 'AWS::SQS::Queue').filter(
    (queue) => sourcesOf(queue).length > 0 || destinations.includes(queue.logicalId),
  );
}

/** Seconds that a queue keeps a message: four days where the template does not say. */
export const retentionOf = ({ properties }: Resource): number => numberOr(properties.MessageRetentionPeriod, 345_600);

/** The logical ids of the queues to which a service gives what it could not deliver. */
const failureDestinations = (stack: SynthesizedStack): readonly string[] => [
  ...resourcesOf(stack, 'AWS::Events::Rule')
    .flatMap(({ properties }) => asArray(properties.Targets))
    .flatMap((target) => referencedWithin(asObject(target).DeadLetterConfig)),
  ...resourcesOf(stack, 'AWS::Lambda::EventSourceMapping').flatMap(({ properties }) =>
    referencedWithin(properties.DestinationConfig),
  ),
];

const byId = (resources: readonly Resource[]): ReadonlyMap<string | undefined, Resource> =>
  new Map(resources.map((one) => [one.logicalId, one]));

/** A number that a template gives, or what the service takes in its place. */
export const numberOr = (value: unknown, byDefault: number): number =>
  value === undefined ? byDefault : Number(value);

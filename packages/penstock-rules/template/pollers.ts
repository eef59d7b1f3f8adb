import type { SynthesizedStack } from '../rule.ts';
import { perStack } from './per-stack.ts';
import { type Resource, referenced, referencedWithin, resourcesOf } from './resources.ts';

/** An event source mapping: what it reads and what it calls. */
export interface Poller {
  readonly mapping: Resource;
  /** `other`: Kafka, MQ or DocumentDB, which these rules do not judge. */
  readonly reads: 'queue' | 'stream' | 'other';
  /** The queue of this stack that it polls. */
  readonly queue: Resource | undefined;
  /** The function behind its alias; undefined when it leads nowhere. */
  readonly target: Resource | undefined;
}

export const pollersOf = perStack((stack): readonly Poller[] => {
  const queues = byId(resourcesOf(stack, 'AWS::SQS::Queue'));
  const targetOf = functionFinder(stack);
  return resourcesOf(stack, 'AWS::Lambda::EventSourceMapping').map((mapping) => ({
    mapping,
    reads: kindOf(mapping),
    queue: queues.get(referenced(mapping.properties.EventSourceArn)),
    target: targetOf(mapping.properties.FunctionName),
  }));
});

/** Members that only mappings of other sources have. */
const ofOtherSources = ['Topics', 'Queues', 'SelfManagedEventSource', 'DocumentDBEventSourceConfig'];

/** Streams need a position to start from, queues take none. */
function kindOf({ properties }: Resource): Poller['reads'] {
  if (ofOtherSources.some((name) => properties[name] !== undefined)) return 'other';
  return properties.StartingPosition === undefined ? 'queue' : 'stream';
}

/** Finds the function that a value names, itself or by its alias. */
export const functionFinder = perStack((stack): ((value: unknown) => Resource | undefined) => {
  const functions = byId(resourcesOf(stack, 'AWS::Lambda::Function'));
  const aliases = byId(resourcesOf(stack, 'AWS::Lambda::Alias'));
  return (value) =>
    referencedWithin(value)
      .flatMap((id) => [id, ...referencedWithin(aliases.get(id)?.properties.FunctionName)])
      .map((id) => functions.get(id))
      .find((found) => found !== undefined);
});

/** A poller of a queue that leads to a function. */
export type Consumption = Poller & { readonly queue: Resource; readonly target: Resource };

export const consumptionsOf = (stack: SynthesizedStack): readonly Consumption[] =>
  pollersOf(stack).filter((poller): poller is Consumption => poller.queue !== undefined && poller.target !== undefined);

const byId = (resources: readonly Resource[]): ReadonlyMap<string | undefined, Resource> =>
  new Map(resources.map((one) => [one.logicalId, one]));

/** A number that a template gives, or what the service takes in its place. */
export const numberOr = (value: unknown, byDefault: number): number =>
  value === undefined ? byDefault : Number(value);

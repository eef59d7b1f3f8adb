import { asArray, asObject, show } from 'penstock-rules/json';
import type { Violation } from 'penstock-rules/rule';
import { type Resource, referenced, resourcesOf, violation } from 'penstock-rules/template/resources';
import { compilePattern } from '../../contract/events/pattern.ts';
import { busSourceOf } from '../../contract/events/sources.ts';
import { variables } from '../variables.ts';
import { isNamed } from './names.ts';
import { isAllowed } from './permissions.ts';
import type { Rule, Subject } from './rule.ts';

/**
 * Every event that a consumer takes is published by a function, matched by a rule of the consumer's queue and by the
 * archive; no rule brings a queue what its consumer does not take, and no function publishes what neither a consumer nor the
 * archive does. An event
 * that matches no rule is accepted by the bus and gone, so nothing else would notice.
 */
export const eventRoutesRule: Rule = {
  id: 'event-routes',
  check: (subject) =>
    subject.stacks.flatMap((stack) =>
      resourcesOf(stack, 'AWS::Events::EventBus').flatMap((bus) => [
        ...withoutPublisher(bus, subject),
        ...withoutConsumer(bus, subject),
        ...misrouted(bus, subject),
        ...unarchived(bus, subject),
      ]),
    ),
};

type Consumers = Pick<Subject, 'consumers'>;

/** The types that somebody takes from the bus. */
const takenTypes = ({ consumers }: Consumers): readonly string[] => [
  ...new Set(consumers.flatMap(({ events }) => events)),
];

interface Publisher {
  readonly target: Resource;
  /** The `Source` of what it publishes: its code knows no other. */
  readonly source: unknown;
}

function publishersTo(bus: Resource): readonly Publisher[] {
  return resourcesOf(bus.stack, 'AWS::Lambda::Function')
    .filter((target) => isAllowed(target, 'events:PutEvents', (of) => referenced(of) === bus.logicalId))
    .map((target) => ({
      target,
      source: asObject(asObject(target.properties.Environment).Variables)[variables.eventSource],
    }));
}

function withoutPublisher(bus: Resource, { consumers }: Subject): readonly Violation[] {
  const published = publishersTo(bus).map(({ source }) => source);
  return takenTypes({ consumers })
    .filter((type) => !published.includes(busSourceOf(type)))
    .map((type) => {
      const takers = consumers.filter(({ events }) => events.includes(type)).map(({ name }) => name);
      const received = `received functions that publish as ${show(published)}`;
      const message = `${received}, expected one as "${busSourceOf(type)}" for ${type}, which goes to ${takers.join(', ')}`;
      return violation(bus, 'Properties.Name', message, 'connect the publisher with `publishedFrom` of the EventBus');
    });
}

function withoutConsumer(bus: Resource, { consumers }: Subject): readonly Violation[] {
  const taken = [...new Set(takenTypes({ consumers }).map(busSourceOf))];
  return publishersTo(bus)
    .filter(({ source }) => !taken.some((one) => one === source) && !isArchived(bus, source))
    .map(({ target, source }) => {
      const message = `received ${show(source)}, expected a source that a consumer takes, or the archive: ${taken.join(', ')}`;
      const at = `Properties.Environment.Variables.${variables.eventSource}`;
      return violation(target, at, message, 'take `busSourceOf` of the context, or declare a consumer');
    });
}

/** What nobody takes yet is kept at least, for who takes it later. */
const isArchived = (bus: Resource, source: unknown): boolean =>
  archivesOf(bus).some(({ properties }) => asArray(asObject(properties.EventPattern).source).includes(source));

const archivesOf = (bus: Resource): readonly Resource[] =>
  resourcesOf(bus.stack, 'AWS::Events::Archive').filter(
    ({ properties }) => referenced(properties.SourceArn) === bus.logicalId,
  );

function misrouted(bus: Resource, { consumers, stage }: Subject): readonly Violation[] {
  const types = takenTypes({ consumers });
  const queues = resourcesOf(bus.stack, 'AWS::SQS::Queue');
  return consumers.flatMap(({ name, queue: queueName, events }) => {
    const queue = queues.find(({ properties }) => isNamed(properties.QueueName, stage, queueName));
    const routes = routesTo(bus, queue);
    return types.flatMap((type) => {
      const isMatched = routes.some((route) => matches(route, type));
      if (isMatched === events.includes(type)) return [];
      const [event, place] = [`source "${busSourceOf(type)}" and type ${type}`, routes[0] ?? bus];
      const message = isMatched
        ? `received a rule that brings ${queueName} ${event}, which ${name} does not take`
        : `received no rule that brings ${queueName} ${event}, expected one: ${name} takes it`;
      const at = routes.length === 0 ? 'Properties.Name' : 'Properties.EventPattern';
      return [violation(place, at, message, 'deliver the `sources` and `detailTypes` of the consumer to its queue')];
    });
  });
}

function unarchived(bus: Resource, subject: Subject): readonly Violation[] {
  const archives = archivesOf(bus);
  const missing = takenTypes(subject).filter((type) => !archives.some((archive) => matches(archive, type)));
  if (missing.length === 0) return [];
  const message = `received no archive of ${missing.join(', ')}, expected one: they could not be replayed`;
  const at = archives.length === 0 ? 'Properties.Name' : 'Properties.EventPattern';
  return [violation(archives[0] ?? bus, at, message, 'give the EventBus the `sources` of all consumers')];
}

/** The rules that lead from the bus to a queue, but for those that are switched off. */
function routesTo(bus: Resource, queue: Resource | undefined): readonly Resource[] {
  return resourcesOf(bus.stack, 'AWS::Events::Rule').filter(
    ({ properties: { EventBusName, State, Targets } }) =>
      referenced(EventBusName) === bus.logicalId &&
      State !== 'DISABLED' &&
      asArray(Targets).some((target) => queue !== undefined && referenced(asObject(target).Arn) === queue.logicalId),
  );
}

/** Whether an event of a type matches the pattern of a rule or an archive, as EventBridge matches. */
function matches({ properties, stack }: Resource, type: string): boolean {
  let understood = true;
  const matchesPattern = compilePattern(properties.EventPattern, () => {
    understood = false;
  });
  const event = { source: busSourceOf(type), 'detail-type': type, region: stack.region, detail: { type } };
  return understood && matchesPattern(event);
}

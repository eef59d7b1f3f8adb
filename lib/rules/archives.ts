import { asArray, asObject, show } from '../contract/json.ts';
import { type Resource, referenced, resourceRule, resourcesOf, violation } from './resources.ts';

/**
 * What a rule routes is archived too: of an event that neither its queue nor the dead-letter queue takes, AWS keeps
 * nothing else. An archive that tells events by their source alone holds everything of that source.
 */
export const archiveRule = resourceRule('archived-events', ['AWS::Events::Rule'], (rule) => {
  const archives = resourcesOf(rule.stack, 'AWS::Events::Archive').filter(isOfBusOf(rule));
  if (archives.some(holdsAllOf(rule))) return [];
  const received =
    archives.map(({ properties }) => show(properties.EventPattern)).join(', ') || 'no archive of the bus';
  const message = `received ${received}, expected an archive with every event of ${show(sourcesOf(rule))}`;
  return [violation(rule, 'Properties.EventPattern', message, 'route with `deliver` of the EventBus')];
});

const isOfBusOf =
  ({ properties: { EventBusName: bus } }: Resource) =>
  ({ properties: { SourceArn } }: Resource): boolean =>
    referenced(bus) !== undefined && referenced(SourceArn) === referenced(bus);

const holdsAllOf =
  (rule: Resource) =>
  ({ properties: { EventPattern } }: Resource): boolean => {
    if (EventPattern === undefined) return true;
    const { source, ...others } = asObject(EventPattern);
    const wanted = sourcesOf(rule);
    const covers = wanted.length > 0 && wanted.every((one) => asArray(source).includes(one));
    return covers && Object.keys(others).length === 0;
  };

const sourcesOf = ({ properties }: Resource): readonly unknown[] => asArray(asObject(properties.EventPattern).source);

import type { BusDefinition, RuleDefinition } from '../local/events-bus/definition.ts';
import { list, object, parseJson } from '../local/json.ts';
import type { Link, Part, Picture } from './picture.ts';
import { duration, shortOf } from './units.ts';

/** Buses with their rules and what these send to. */
export function eventsOf(buses: readonly BusDefinition[], prefix: string): Picture {
  return {
    parts: buses.flatMap((bus): readonly Part[] => [
      { id: bus.arn, kind: 'bus', title: shortOf(bus.name, prefix), lines: archiveLines(bus) },
      ...bus.rules.map((rule) => ({
        id: rule.arn,
        kind: 'rule' as const,
        title: shortOf(rule.name, prefix),
        lines: typesOf(rule),
      })),
    ]),
    links: buses.flatMap(({ arn, rules }) =>
      rules.flatMap((rule) => [{ from: arn, to: rule.arn, lines: [] }, ...linksOf(rule)]),
    ),
  };
}

/** The queues that rules leave in what a target did not take. */
export const undeliveredQueuesOf = (buses: readonly BusDefinition[]): readonly string[] =>
  buses.flatMap(({ rules }) => rules.flatMap(({ targets }) => targets.flatMap((one) => one.deadLetters?.arn ?? [])));

const archiveLines = ({ archives }: BusDefinition): readonly string[] =>
  archives.map(({ retention }) => (retention === 0 ? 'archive' : `archive of ${duration(retention * 86_400)}`));

function linksOf({ arn, targets }: RuleDefinition): readonly Link[] {
  return targets.flatMap(({ arn: target, deadLetters, retries }): readonly Link[] => [
    {
      from: arn,
      to: target,
      lines: retries === undefined ? [] : [`${retries.attempts} retries in ${duration(retries.age)}`],
    },
    ...(deadLetters === undefined ? [] : [{ from: arn, to: deadLetters.arn, lines: ['not delivered'], failure: true }]),
  ]);
}

/** The types of event that it matches, `parcels.*` for a prefix. */
function typesOf({ pattern }: RuleDefinition): readonly string[] {
  return list(object(parseJson(pattern))['detail-type']).map((type) => {
    if (typeof type === 'string') return type;
    const { prefix } = object(type);
    return typeof prefix === 'string' ? `${prefix}*` : JSON.stringify(type);
  });
}

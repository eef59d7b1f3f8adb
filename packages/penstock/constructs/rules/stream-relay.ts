import { asArray, asObject, show } from 'penstock-rules/json';
import type { Violation } from 'penstock-rules/rule';
import { type Poller, pollersOf } from 'penstock-rules/template/pollers';
import { type Resource, violation } from 'penstock-rules/template/resources';
import { variables } from '../variables.ts';
import type { Rule } from './rule.ts';

/** Seconds between the age from which the function keeps a change itself that fails and the end: there has to be another attempt in them. */
const leastLead = 600;

const fix = 'make it a StreamRelay';

/**
 * A relay keeps the order of changes and relays those of its own region alone. What fails it keeps itself, whole, before
 * Lambda gives it up: of what Lambda gives up there is no more than its place in the stream.
 */
export const streamRelayRule: Rule = {
  id: 'stream-relay',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .filter(({ reads }) => reads === 'stream')
      .flatMap((reader) => [...judge(reader.mapping), ...judgeLead(reader)]),
};

type Fault = readonly [broken: boolean, at: string, expected: string];

function judge(mapping: Resource): readonly Violation[] {
  return faultsOf(mapping)
    .filter(([broken]) => broken)
    .map(([, at, expected]) => {
      const message = `received ${show(mapping.properties[at])}, expected ${expected}`;
      return violation(mapping, `Properties.${at}`, message, fix);
    });
}

function judgeLead({ mapping, target }: Poller): readonly Violation[] {
  const { MaximumRecordAgeInSeconds: age } = mapping.properties;
  const received = asObject(asObject(target?.properties.Environment).Variables)[variables.relayKeepAfter];
  // An age that is missing or no number is a fault of its own.
  if (typeof age !== 'number' || within(Number(received), age - leastLead)) return [];
  const message = `received ${show(received)}, expected seconds, ${leastLead} or more below the ${age} after which Lambda gives up`;
  return [violation(target ?? mapping, `Properties.Environment.Variables.${variables.relayKeepAfter}`, message, fix)];
}

function faultsOf({ properties, stack }: Resource): readonly Fault[] {
  const { MaximumRetryAttempts, ParallelizationFactor, FilterCriteria } = properties;
  const filters = asArray(asObject(FilterCriteria).Filters).map((filter) => String(asObject(filter).Pattern));
  return [
    [
      MaximumRetryAttempts !== undefined && MaximumRetryAttempts !== -1,
      'MaximumRetryAttempts',
      '-1: attempts that fail at once would be used up long before the age that is promised',
    ],
    [
      ParallelizationFactor !== undefined && ParallelizationFactor !== 1,
      'ParallelizationFactor',
      '1, so that the changes of a shard keep their order',
    ],
    [
      filters.length === 0 || !filters.every((pattern) => isOfRegion(pattern, stack.region)),
      'FilterCriteria',
      `a filter on ${stack.region} as the region that wrote: every region sees every change`,
    ],
  ];
}

/** Whether a pattern takes only items with an attribute that is the region, and nothing else. */
function isOfRegion(pattern: string, region: string): boolean {
  const { NewImage } = asObject(asObject(parsed(pattern)).dynamodb);
  return Object.values(asObject(NewImage)).some((of) => JSON.stringify(asObject(of).S) === JSON.stringify([region]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const within = (value: number, most: number): boolean => value >= 1 && value <= most;

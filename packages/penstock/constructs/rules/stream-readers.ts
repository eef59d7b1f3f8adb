import { asArray, asObject, show } from '../../contract/json.ts';
import { variables } from '../variables.ts';
import { type Poller, pollersOf } from './pollers.ts';
import { type Resource, referenced, resourcesOf, violation } from './resources.ts';
import type { Rule, Violation } from './rule.ts';

/** Seconds after which a stream forgets a change. */
const streamRetention = 86_400;

/** Seconds between the age from which the function keeps a change itself that fails and the end: there has to be another attempt in them. */
const leastLead = 600;

const fix = 'make it a StreamRelay';

/**
 * A change that cannot be relayed holds up its shard: it is singled out, tried for a time and then kept elsewhere, all
 * before the stream forgets it. The function itself keeps it, whole, before Lambda gives it up: of what Lambda gives up
 * there is no more than its place in the stream.
 */
export const streamReaderRule: Rule = {
  id: 'stream-reader',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .filter(({ queue }) => queue === undefined)
      .flatMap((reader) => [...judge(reader), ...judgeLead(reader)]),
};

type Fault = readonly [broken: boolean, at: string, expected: string];

function judge({ mapping }: Poller): readonly Violation[] {
  return [...patience(mapping), ...place(mapping)]
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

function patience({ properties }: Resource): readonly Fault[] {
  const { BisectBatchOnFunctionError, MaximumRetryAttempts, MaximumRecordAgeInSeconds } = properties;
  return [
    [BisectBatchOnFunctionError !== true, 'BisectBatchOnFunctionError', 'true, so that one change is singled out'],
    [
      MaximumRetryAttempts !== undefined && MaximumRetryAttempts !== -1,
      'MaximumRetryAttempts',
      '-1: attempts that fail at once would be used up long before the age that is promised',
    ],
    [
      !within(MaximumRecordAgeInSeconds, streamRetention - 1),
      'MaximumRecordAgeInSeconds',
      `less than the ${streamRetention} s after which the stream forgets`,
    ],
  ];
}

function place({ properties, stack }: Resource): readonly Fault[] {
  const { ParallelizationFactor, DestinationConfig, FilterCriteria, Enabled } = properties;
  const destination = referenced(asObject(asObject(DestinationConfig).OnFailure).Destination);
  const isQueue = resourcesOf(stack, 'AWS::SQS::Queue').some(({ logicalId }) => logicalId === destination);
  const filters = asArray(asObject(FilterCriteria).Filters).map((filter) => String(asObject(filter).Pattern));
  return [
    [Enabled === false, 'Enabled', 'true'],
    [
      ParallelizationFactor !== undefined && ParallelizationFactor !== 1,
      'ParallelizationFactor',
      '1, so that the changes of a shard keep their order',
    ],
    [!isQueue, 'DestinationConfig', 'a queue of this stack for what could not be relayed'],
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

const within = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 1 && value <= most;

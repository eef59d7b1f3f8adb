import { asArray, asObject, show } from '../contract/json.ts';
import { pollersOf } from './pollers.ts';
import { type Resource, referenced, violation } from './resources.ts';
import type { Rule, Violation } from './rule.ts';

/** Seconds after which a stream forgets a change. */
const streamRetention = 86_400;

/**
 * A change that cannot be relayed holds up its shard: it is singled out, tried for a time and then kept elsewhere, all
 * before the stream forgets it.
 */
export const streamReaderRule: Rule = {
  id: 'stream-reader',
  check: ({ stacks }) =>
    stacks.flatMap(pollersOf).flatMap(({ mapping, queue }) => (queue === undefined ? judge(mapping) : [])),
};

function judge(mapping: Resource): readonly Violation[] {
  const { BisectBatchOnFunctionError, MaximumRetryAttempts, MaximumRecordAgeInSeconds, ParallelizationFactor } =
    mapping.properties;
  const { DestinationConfig, FilterCriteria } = mapping.properties;
  const faults: [boolean, string, unknown, string][] = [
    [
      BisectBatchOnFunctionError !== true,
      'BisectBatchOnFunctionError',
      BisectBatchOnFunctionError,
      'true, so that one change is singled out',
    ],
    [
      !within(MaximumRetryAttempts, 10_000),
      'MaximumRetryAttempts',
      MaximumRetryAttempts,
      'a number, or a change is tried for ever',
    ],
    [
      !within(MaximumRecordAgeInSeconds, streamRetention - 1),
      'MaximumRecordAgeInSeconds',
      MaximumRecordAgeInSeconds,
      `less than the ${streamRetention} s after which the stream forgets`,
    ],
    [
      ParallelizationFactor !== undefined && ParallelizationFactor !== 1,
      'ParallelizationFactor',
      ParallelizationFactor,
      '1, so that the changes of a shard keep their order',
    ],
    [
      referenced(asObject(asObject(DestinationConfig).OnFailure).Destination) === undefined,
      'DestinationConfig',
      DestinationConfig,
      'a queue of this stack for what could not be relayed',
    ],
    [
      asArray(asObject(FilterCriteria).Filters).length === 0,
      'FilterCriteria',
      FilterCriteria,
      'a filter on the region that wrote: every region sees every change',
    ],
  ];
  return faults
    .filter(([broken]) => broken)
    .map(([, at, received, expected]) =>
      violation(
        mapping,
        `Properties.${at}`,
        `received ${show(received)}, expected ${expected}`,
        'make it a StreamRelay',
      ),
    );
}

const within = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 1 && value <= most;

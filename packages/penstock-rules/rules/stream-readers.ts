import { streamRetentionSeconds } from '../facts.ts';
import { asObject, show } from '../json.ts';
import { defineRule, type SynthesizedStack } from '../rule.ts';
import { pollersOf } from '../template/pollers.ts';
import { type Resource, referenced, resourcesOf, violation } from '../template/resources.ts';

export const streamReaderRule = defineRule({
  id: 'stream-reader',
  title: 'A record that fails is singled out, tried for a time, and then kept elsewhere',
  why: 'It holds up its shard until then. With the defaults that is until the stream forgets it, and everything behind it with it.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html',
  check: ({ stacks }) =>
    stacks
      .flatMap(pollersOf)
      .filter(({ reads }) => reads === 'stream')
      .flatMap(({ mapping }) =>
        demandsOf(mapping)
          .filter(({ holds }) => !holds)
          .map(({ at, expected, fix }) => {
            const message = `received ${show(mapping.properties[at])}, expected ${expected}`;
            return violation(mapping, `Properties.${at}`, message, fix);
          }),
      ),
});

interface Demand {
  readonly holds: boolean;
  readonly at: string;
  readonly expected: string;
  readonly fix: string;
}

function demandsOf({ properties, stack }: Resource): readonly Demand[] {
  const { BisectBatchOnFunctionError, MaximumRecordAgeInSeconds, DestinationConfig, Enabled } = properties;
  return [
    {
      holds: BisectBatchOnFunctionError === true,
      at: 'BisectBatchOnFunctionError',
      expected: 'true, so that one record is singled out',
      fix: 'set `bisectBatchOnError: true` of the event source',
    },
    {
      holds: within(MaximumRecordAgeInSeconds, streamRetentionSeconds - 1),
      at: 'MaximumRecordAgeInSeconds',
      expected: `less than the ${streamRetentionSeconds} s after which the stream forgets`,
      fix: 'set `maxRecordAge` of the event source',
    },
    {
      holds: isDestination(asObject(asObject(DestinationConfig).OnFailure).Destination, stack),
      at: 'DestinationConfig',
      expected: 'a queue, a topic or a bucket for what could not be handled',
      fix: 'set `onFailure` of the event source, for example new SqsDlq(queue)',
    },
    { holds: Enabled !== false, at: 'Enabled', expected: 'true', fix: 'set `enabled: true` of the event source' },
  ];
}

const within = (value: unknown, most: number): boolean => typeof value === 'number' && value >= 1 && value <= most;

/** What is not of this stack is taken at its word. */
function isDestination(arn: unknown, stack: SynthesizedStack): boolean {
  const id = referenced(arn);
  const own = resourcesOf(stack).find(({ logicalId }) => logicalId === id);
  return own === undefined
    ? arn !== undefined
    : ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::S3::Bucket'].includes(own.type);
}

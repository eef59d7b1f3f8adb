import { retention } from '../../contract/events/derive.ts';
import { endsOf, retentionOf, sourcesOf } from './pollers.ts';
import { violation } from './resources.ts';
import type { Rule } from './rule.ts';

const at = 'Properties.MessageRetentionPeriod';
const fix = 'make it a DeadLetterQueue: 14 days';

/** Wherever messages end, a person has as long as SQS keeps anything. */
export const deadLetterRetentionRule: Rule = {
  id: 'dead-letter-retention',
  check: ({ stacks }) =>
    stacks
      .flatMap(endsOf)
      .filter((end) => retentionOf(end) < retention.deadLetters)
      .map((end) => {
        const message = `received ${retentionOf(end)} s, expected at least the ${retention.deadLetters} s in which somebody looks`;
        return violation(end, at, message, fix);
      }),
};

/** A message keeps the age it had in its queue: with no more time than there it could be gone before anybody looked. */
export const deadLetterAgeRule: Rule = {
  id: 'dead-letter-age',
  check: ({ stacks }) =>
    stacks.flatMap(endsOf).flatMap((end) =>
      sourcesOf(end)
        .filter((source) => retentionOf(end) <= retentionOf(source))
        .map((source) => {
          const message = `received ${retentionOf(end)} s, expected more than the ${retentionOf(source)} s of ${source.logicalId}`;
          return violation(end, at, message, fix);
        }),
    ),
};

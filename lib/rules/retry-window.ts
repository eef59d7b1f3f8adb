import { waitFloor } from '../contract/events/derive.ts';
import type { Consumer } from '../contract/events/model.ts';
import { asObject, show } from '../contract/json.ts';
import { type Consumption, consumptionsOf, deadLettersOf, numberOr } from './pollers.ts';
import { isNamed, type Resource, violation } from './resources.ts';
import type { Rule, Violation } from './rule.ts';

/** Seconds that SQS keeps a message where a queue says nothing. */
const defaultRetention = 345_600;

const retentionOf = ({ properties }: Resource): number => numberOr(properties.MessageRetentionPeriod, defaultRetention);

/** A message keeps the age it had in its queue: with no more time than there it could be gone before anybody looked. */
export const deadLetterRetentionRule: Rule = {
  id: 'dead-letter-retention',
  check: ({ stacks }) =>
    stacks.flatMap(consumptionsOf).flatMap(({ queue }) => {
      const letters = deadLettersOf(queue);
      if (letters === undefined || retentionOf(letters) > retentionOf(queue)) return [];
      const message = `received ${retentionOf(letters)} s, expected more than the ${retentionOf(queue)} s of ${queue.logicalId}`;
      return [violation(letters, 'Properties.MessageRetentionPeriod', message, 'make it a DeadLetterQueue: 14 days')];
    }),
};

/**
 * What consumers.yaml promises is what the template gives: as many receives as fill the window when every wait is as
 * short as backoff can make it, in a queue that keeps messages for longer than that.
 */
export const retryWindowRule: Rule = {
  id: 'retry-window',
  check: ({ stacks, consumers, stage }) =>
    stacks.flatMap(consumptionsOf).flatMap((consumption) => {
      const { FunctionName } = consumption.target.properties;
      const consumer = consumers.find(({ name }) => isNamed(FunctionName, stage, name));
      return consumer === undefined ? [] : judge(consumption, consumer);
    }),
};

function judge({ queue }: Consumption, { name, retryWindow, backoff }: Consumer): readonly Violation[] {
  const { maxReceiveCount } = asObject(queue.properties.RedrivePolicy);
  const receives = Number(maxReceiveCount);
  const covered = secondsOfWaiting(receives, backoff);
  const faults: [boolean, string, string, string][] = [
    [
      !(covered >= retryWindow && receives <= 1000),
      'RedrivePolicy.maxReceiveCount',
      `received ${show(maxReceiveCount)}, which lasts ${covered} s at the least, expected the ${retryWindow} s that ${name} promises, in at most 1000 receives`,
      'take `maxReceiveCount` of the consumer',
    ],
    [
      retentionOf(queue) <= retryWindow,
      'MessageRetentionPeriod',
      `received ${retentionOf(queue)} s, expected more than the ${retryWindow} s in which ${name} retries`,
      'take `retention` of the consumer, or promise a shorter retryWindow',
    ],
  ];
  return faults
    .filter(([broken]) => broken)
    .map(([, at, message, fix]) => violation(queue, `Properties.${at}`, message, fix));
}

/** The waits between so many receives, each at its floor. */
function secondsOfWaiting(receives: number, backoff: Consumer['backoff']): number {
  let seconds = 0;
  for (let attempt = 1; attempt < receives; attempt += 1) seconds += waitFloor(backoff, attempt);
  return seconds;
}

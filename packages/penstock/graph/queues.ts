import type { QueueDefinition } from '../local/queues/definition.ts';
import type { Link, Part, Picture } from './picture.ts';
import { duration, shortOf } from './units.ts';

/** @param failures the ARNs of queues that something else sends what failed to */
export function queuesOf(queues: readonly QueueDefinition[], failures: ReadonlySet<string>, prefix: string): Picture {
  const deadLetters = new Set([...failures, ...queues.flatMap(({ redrive }) => redrive?.target ?? [])]);
  return {
    parts: queues.map((queue): Part => {
      const isForDeadLetters = deadLetters.has(queue.arn);
      const retention = duration(Number(queue.attributes.MessageRetentionPeriod ?? defaultRetentionSeconds));
      return {
        id: queue.arn,
        kind: isForDeadLetters ? 'dead-letters' : 'queue',
        title: shortOf(queue.name, prefix),
        lines: isForDeadLetters
          ? [`kept ${retention}`]
          : [`hidden ${duration(queue.visibilityTimeout)}, kept ${retention}`],
      };
    }),
    links: queues.flatMap(({ arn, redrive }): readonly Link[] =>
      redrive === undefined
        ? []
        : [{ from: arn, to: redrive.target, lines: [`after ${redrive.maxReceiveCount} receives`], failure: true }],
    ),
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const defaultRetentionSeconds = 345_600;

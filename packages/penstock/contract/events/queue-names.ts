/** The queues that a stage has beside those of its consumers, without the stage's prefix. */
export const stageQueues = {
  /** Of events that the bus could not put into a queue. */
  undelivered: 'undelivered',
  /** Of changes that the relay could not publish. */
  relayFailures: 'relay-failures',
} as const;

const ending = '-dlq';

/** The dead-letter queue of a queue. */
export const deadLetterQueueOf = (queue: string): string => `${queue}${ending}`;

export const isDeadLetterQueue = (queue: string): boolean => queue.endsWith(ending);

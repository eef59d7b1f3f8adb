/** A message as fauxqs holds it, with what the local cloud adds. */
export interface HeldMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentTimestamp: number;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number;
  readonly delayUntil?: number;
  messageGroupId?: string;
  /** ARNs: the queue it is in, and the one that a redrive policy took it from. */
  queue?: string;
  source?: string;
}

export interface InFlight {
  readonly message: HeldMessage;
  readonly receiptHandle: string;
  /** Milliseconds since the epoch. */
  visibilityDeadline: number;
}

/** The part of a queue of fauxqs 2.4.1 that is used here. */
export interface EngineQueue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  messages: HeldMessage[];
  readonly inflightMessages: Map<string, InFlight>;
  delayedMessages: HeldMessage[];
  enqueue(message: HeldMessage): void;
  dequeue(most: number, ...more: unknown[]): unknown[];
  processTimers(): void;
}

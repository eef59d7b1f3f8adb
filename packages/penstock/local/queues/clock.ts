import { isObject, type JsonObject, list, number, object } from '../json.ts';

/** Makes a queue's time go faster: what a message waits is shorter, what it has waited is longer. */
export interface QueueClock {
  /** A request as the engine gets it. `visibilityTimeout` is the queue's own, in seconds. */
  request(operation: string, input: JsonObject, visibilityTimeout: number | undefined): JsonObject;
  /** A received message as the caller gets it. */
  received(message: JsonObject): JsonObject;
  /** Real seconds for which a message stays hidden once it is received, by the queue's own timeout. */
  hidden(visibilityTimeout: number): number;
}

/** @param speed how many times faster: a window of 4 h takes 60 s at 240 */
export function createQueueClock(speed: number, now: () => number = Date.now): QueueClock {
  const shorter = (seconds: unknown) => (number(seconds) ?? 0) / speed;
  // Functions run no faster than before, and a message that came back while it is worked on would prove nothing. A
  // queue's own timeout is six times its function's or more: a sixth, and a second, is enough for the work.
  const hidden = (seconds: number, own: number) =>
    seconds === 0 ? 0 : Math.max(shorter(seconds), Math.min(seconds, own / 6 + 1));
  /** A wait of the queue's own timeout or more may begin before the work: it is as much longer as that is. */
  const postponed = (own: number) => (seconds: unknown) => {
    const wait = number(seconds) ?? 0;
    return wait < own ? shorter(wait) : Math.max(shorter(wait), (Math.min(wait, 2 * own) * hidden(own, own)) / own);
  };
  const requests: Readonly<Record<string, (input: JsonObject, own: number) => JsonObject>> = {
    ReceiveMessage: (input, own) => ({
      ...input,
      VisibilityTimeout: hidden(number(input.VisibilityTimeout) ?? own, own),
    }),
    ChangeMessageVisibility: (input, own) => replace(input, 'VisibilityTimeout', postponed(own)),
    ChangeMessageVisibilityBatch: (input, own) =>
      entries(input, (entry) => replace(entry, 'VisibilityTimeout', postponed(own))),
    SendMessage: (input) => replace(input, 'DelaySeconds', shorter),
    SendMessageBatch: (input) => entries(input, (entry) => replace(entry, 'DelaySeconds', shorter)),
  };
  const older = (timestamp: unknown) => String(Math.round(now() - (now() - Number(timestamp)) * speed));
  return {
    request: (operation, input, visibilityTimeout) =>
      speed === 1 ? input : (requests[operation]?.(input, visibilityTimeout ?? 30) ?? input),
    hidden: (own) => (speed === 1 ? own : hidden(own, own)),
    received: (message) => {
      if (speed === 1 || message.Attributes === undefined) return message;
      const attributes = replace(object(message.Attributes), 'SentTimestamp', older);
      return { ...message, Attributes: replace(attributes, 'ApproximateFirstReceiveTimestamp', older) };
    },
  };
}

function replace(input: JsonObject, name: string, by: (value: unknown) => unknown): JsonObject {
  return input[name] === undefined ? input : { ...input, [name]: by(input[name]) };
}

function entries(input: JsonObject, change: (entry: JsonObject) => JsonObject): JsonObject {
  return { ...input, Entries: list(input.Entries).filter(isObject).map(change) };
}

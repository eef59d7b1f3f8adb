import { messageName, type NotifyHop } from '../hops.ts';
import { isObject, type JsonObject, list, object, text } from '../json.ts';
import type { QueueDefinition } from './definition.ts';

/** Tells of each message that a function has put into a queue itself; of a dead letter, with its reason. */
export function notifySent(
  from: string,
  queue: QueueDefinition,
  input: JsonObject,
  answer: JsonObject,
  notify: NotifyHop,
) {
  for (const { entry, messageId } of taken(input, answer)) {
    const { what, id } = messageName(entry.MessageBody, messageId);
    const reason = text(object(object(entry.MessageAttributes).reason).StringValue);
    notify({
      from,
      to: `queue ${queue.name}`,
      what: reason === undefined ? what : `${what} dead-lettered (${reason})`,
      id,
    });
  }
}

function taken(input: JsonObject, answer: JsonObject) {
  if (answer.MessageId !== undefined) return [{ entry: input, messageId: answer.MessageId }];
  const ids = new Map(list(answer.Successful).map((result) => [object(result).Id, object(result).MessageId]));
  const entries = list(input.Entries).filter(isObject);
  return entries.filter(({ Id }) => ids.has(Id)).map((entry) => ({ entry, messageId: ids.get(entry.Id) }));
}

import { cloudEventSchema } from '../events/envelope.ts';
import type { EventContract } from '../events/model.ts';
import { asObject, type JsonObject } from '../json.ts';
import { child, resolve } from '../node.ts';

/**
 * The webhooks of a document, those that are named as events with what the events say: they share a path item that has no schema, so that no
 * event is described twice.
 */
export function webhooksWithBodies(document: JsonObject, events: readonly EventContract[]): JsonObject {
  const webhooks = { value: document.webhooks, pointer: '/webhooks' };
  const items = Object.keys(asObject(document.webhooks)).map((name) => {
    const item = child(webhooks, name);
    const event = events.find(({ type }) => type === name);
    return [name, event === undefined ? item.value : withEvent(asObject(resolve(document, item).value), event)];
  });
  return Object.fromEntries(items);
}

function withEvent(item: JsonObject, event: EventContract): JsonObject {
  const { type, title, description, data } = event;
  const methods = Object.entries(item).map(([method, value]) => {
    const { requestBody, ...rest } = asObject(value);
    if (requestBody === undefined) return [method, value];
    const contents = Object.entries(asObject(asObject(requestBody).content)).map(([mediaType, content]) => [
      mediaType,
      { schema: cloudEventSchema(type, data), ...asObject(content) },
    ]);
    const body = { ...asObject(requestBody), content: Object.fromEntries(contents) };
    return [method, { ...rest, summary: title, description, requestBody: body }];
  });
  return Object.fromEntries(methods);
}

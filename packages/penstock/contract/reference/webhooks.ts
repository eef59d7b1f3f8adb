import { licenseIn, schemasWithin } from '../events/asyncapi-parts.ts';
import type { EventContract } from '../events/model.ts';
import { pascalCase } from '../generate/literal.ts';
import { asObject, type JsonObject } from '../json.ts';
import { kindOf } from '../media-kind.ts';
import type { Contract } from '../model.ts';
import { child, items, type Node, resolve } from '../node.ts';
import { publicDocument } from './document.ts';

/** What the API sends by itself, as the contract declares it. */
interface Webhook {
  readonly name: string;
  readonly method: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly mediaType: string;
  readonly headers: JsonObject | undefined;
  readonly payload: JsonObject;
}

type Declaring = Pick<Contract, 'document'>;

export const hasWebhooks = ({ document }: Declaring): boolean => Object.keys(asObject(document.webhooks)).length > 0;

/**
 * The webhooks of the contract as an AsyncAPI 3.0 document: a channel for each, whose address is the subscriber's, and an operation that sends
 * it. Queues and the bus are nobody's business but the app's.
 *
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function webhooksDocument(contract: Contract, events: readonly EventContract[]): object {
  const document = publicDocument(contract, events);
  const webhooks = webhooksOf(document);
  const payloads = Object.fromEntries(webhooks.map(({ name, payload }) => [`${pascalCase(name)}Webhook`, payload]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: `${contract.title}: webhooks`,
      version: contract.version,
      description: 'What is sent to the addresses that subscribers give.',
      ...licenseIn(contract),
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(webhooks.map((webhook) => [webhook.name, channelOf(webhook)])),
    operations: Object.fromEntries(webhooks.map((webhook) => [`send${pascalCase(webhook.name)}`, sendOf(webhook)])),
    components: {
      messages: Object.fromEntries(webhooks.map((webhook) => [webhook.name, messageOf(webhook)])),
      schemas: schemasWithin(document, payloads),
    },
  };
}

function webhooksOf(document: JsonObject): readonly Webhook[] {
  return Object.keys(asObject(document.webhooks)).flatMap((name) => {
    const item = resolve(document, child(child({ value: document, pointer: '' }, 'webhooks'), name));
    return ['post', 'put', 'patch'].flatMap((method) => {
      const operation = child(item, method);
      return operation.value === undefined ? [] : webhookOf(document, name, operation);
    });
  });
}

/** One whose body is no JSON has no schema to show. */
function webhookOf(document: JsonObject, name: string, operation: Node): readonly Webhook[] {
  const content = child(resolve(document, child(operation, 'requestBody')), 'content');
  const mediaType = Object.keys(asObject(content.value)).find((type) => kindOf(type) === 'json');
  if (mediaType === undefined) return [];
  const { summary, description } = asObject(operation.value);
  const payload = asObject(child(child(content, mediaType), 'schema').value);
  const method = operation.pointer.slice(operation.pointer.lastIndexOf('/') + 1).toUpperCase();
  return [
    {
      name,
      method,
      summary: String(summary ?? name),
      description: typeof description === 'string' ? description : undefined,
      mediaType,
      headers: headersOf(document, operation),
      payload,
    },
  ];
}

function headersOf(document: JsonObject, operation: Node): JsonObject | undefined {
  const all = items(child(operation, 'parameters')).map((one) => asObject(resolve(document, one).value));
  const headers = all.filter((parameter) => parameter.in === 'header');
  if (headers.length === 0) return undefined;
  const properties = headers.map(({ name, description, schema }) => [
    String(name),
    { ...(description === undefined ? {} : { description }), ...asObject(schema) },
  ]);
  return {
    type: 'object',
    required: headers.filter(({ required }) => required === true).map(({ name }) => name),
    properties: Object.fromEntries(properties),
  };
}

function channelOf({ name, summary, description }: Webhook): object {
  const message = { $ref: `#/components/messages/${name}` };
  const described = description === undefined ? {} : { description };
  return { address: null, title: summary, ...described, messages: { [name]: message } };
}

const sendOf = ({ name, method, summary }: Webhook): object => ({
  action: 'send',
  channel: { $ref: `#/channels/${name}` },
  summary,
  messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
  bindings: { http: { method, bindingVersion: '0.3.0' } },
});

const messageOf = ({ name, summary, mediaType, headers }: Webhook): object => ({
  name,
  title: summary,
  contentType: mediaType,
  ...(headers === undefined ? {} : { headers }),
  payload: { $ref: `#/components/schemas/${pascalCase(name)}Webhook` },
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { asObject, asStrings, type JsonObject } from '../../../contract/json.ts';
import { target } from '../../../contract/node.ts';

const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 0 };
const closed = (required: readonly string[], properties: JsonObject): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const named = (value: JsonObject): JsonObject => ({
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[A-Za-z0-9_.-]+$' },
  additionalProperties: value,
});
const reference = (place: string): JsonObject => closed(['$ref'], { $ref: { type: 'string', pattern: `^#${place}$` } });
const queue = closed(['name', 'fifoQueue'], {
  name: text,
  fifoQueue: { const: false },
  visibilityTimeout: { ...count, maximum: 43_200 },
  messageRetentionPeriod: { ...count, minimum: 60, maximum: 1_209_600 },
  redrivePolicy: closed(['deadLetterQueue'], {
    deadLetterQueue: closed(['name'], { name: text }),
    maxReceiveCount: count,
  }),
});
const channel = closed(['address', 'title', 'messages'], {
  address: text,
  title: text,
  description: text,
  messages: named(reference('/components/messages/[A-Za-z0-9_.-]+')),
  bindings: closed(['sqs'], {
    sqs: closed(['queue'], { queue, deadLetterQueue: queue, bindingVersion: { const: '0.2.0' } }),
  }),
});
const operation = closed(['action', 'channel', 'messages'], {
  action: { enum: ['send', 'receive'] },
  channel: reference('/channels/[A-Za-z0-9_.-]+'),
  summary: text,
  description: text,
  messages: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: reference('/channels/[A-Za-z0-9_.-]+/messages/[A-Za-z0-9_.-]+'),
  },
});
const message = closed(['name', 'title', 'payload'], {
  name: text,
  title: text,
  description: text,
  correlationId: closed(['location'], { location: { type: 'string', pattern: '^\\$message\\.(header|payload)#/.+' } }),
  payload: { type: 'object', required: ['type', 'properties'] },
});

/** The parts of AsyncAPI 3.0.0 that our documents use; a member that the specification does not have there fails. */
const structure = closed(['asyncapi', 'info', 'channels', 'operations', 'components'], {
  asyncapi: { const: '3.0.0' },
  info: closed(['title', 'version'], {
    title: text,
    version: text,
    description: text,
    license: closed(['name'], { name: text, url: { type: 'string', pattern: '^https://' } }),
  }),
  defaultContentType: { type: 'string', pattern: '^application/[a-z.+-]+$' },
  channels: named(channel),
  operations: named(operation),
  components: closed(['messages', 'schemas'], {
    messages: named(message),
    schemas: named({ type: 'object' }),
  }),
});

const fits = new Ajv2020({ allErrors: true, strictRequired: false }).compile(structure);

/** What is wrong with a document by AsyncAPI 3.0.0; empty when nothing is. */
export function mistakesIn(document: JsonObject): readonly string[] {
  if (!fits(document)) return (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  return Object.entries(asObject(document.operations)).flatMap(([name, operation]) => lost(document, name, operation));
}

/** An operation's messages are some of its channel's (Operation Object, `messages`). */
function lost(document: JsonObject, name: string, value: unknown): readonly string[] {
  const { channel, messages } = asObject(value);
  const place = String(asObject(channel).$ref);
  const references = asStrings((messages as readonly JsonObject[]).map(({ $ref }) => $ref));
  if (target(document, place) === undefined) return [`/operations/${name} has no channel ${place}`];
  return references
    .filter((one) => !one.startsWith(`${place}/messages/`) || target(document, one) === undefined)
    .map((one) => `/operations/${name} has a message that its channel has not: ${one}`);
}

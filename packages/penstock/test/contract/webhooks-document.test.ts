import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { loadEvents } from '../../contract/events/load.ts';
import { asyncApiDocument } from '../../contract/generate/asyncapi.ts';
import { asObject, type JsonObject } from '../../contract/json.ts';
import { loadContract } from '../../contract/load.ts';
import type { Contract } from '../../contract/model.ts';
import { publicDocument } from '../../contract/reference/document.ts';
import { hasWebhooks, webhooksDocument } from '../../contract/reference/webhooks.ts';
import { contractFile, eventsFolder } from './contract.ts';
import { examples } from './events/examples.ts';

const specification = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json');
const ajv = new Ajv.default({ allErrors: true, strict: false });
addFormats.default(ajv);
const fits = ajv.compile(specification);
const mistakesIn = (document: object) => (fits(document) ? [] : fits.errors);

const contract = loadContract(contractFile);
const { events, ...read } = loadEvents(eventsFolder, contract);
const registered = 'parcels.parcel.registered.v1';

/** The contract with webhooks: two events that share an item, and one of its own. */
const withWebhooks: Contract = {
  ...contract,
  document: {
    ...contract.document,
    components: {
      ...asObject(contract.document.components),
      pathItems: {
        Sent: {
          post: {
            summary: 'An event',
            parameters: [
              {
                name: 'webhook-id',
                in: 'header',
                required: true,
                description: 'Of the event.',
                schema: { type: 'string' },
              },
              { name: 'page', in: 'query', schema: { type: 'string' } },
            ],
            requestBody: { required: true, content: { 'application/json': {} } },
          },
        },
      },
    },
    webhooks: {
      [registered]: { $ref: '#/components/pathItems/Sent' },
      'parcels.parcel.cancelled.v1': { $ref: '#/components/pathItems/Sent' },
      reminder: {
        put: {
          summary: 'A parcel waits',
          requestBody: {
            content: { 'application/json': { schema: { type: 'object', properties: { days: { type: 'integer' } } } } },
          },
        },
      },
      scan: { post: { requestBody: { content: { 'image/png': {} } } } },
    },
  },
};
const document = asObject(JSON.parse(JSON.stringify(webhooksDocument(withWebhooks, events))));
const within = (...names: readonly string[]): JsonObject =>
  names.reduce<JsonObject>((value, name) => asObject(value[name]), document);

describe('the webhooks of a contract', () => {
  it('are an AsyncAPI document, as is what stands beside the events', () => {
    expect(mistakesIn(document)).toEqual([]);
    expect(mistakesIn(asyncApiDocument(contract, { events, ...read }))).toEqual([]);
    expect(mistakesIn({ ...document, channels: { lost: { subscribe: {} } } })).not.toEqual([]);
  });

  it('have a channel each at an address that the subscriber gives, and nothing of queues', () => {
    expect(Object.keys(within('channels'))).toEqual([registered, 'parcels.parcel.cancelled.v1', 'reminder']);
    expect(Object.values(within('channels')).map((channel) => asObject(channel).address)).toEqual([null, null, null]);
    expect(within('operations', 'sendReminder')).toMatchObject({
      action: 'send',
      bindings: { http: { method: 'PUT' } },
    });
    expect(JSON.stringify(document)).not.toMatch(/sqs|notices|"receive"/);
  });

  it('say what the events of their names say, with the headers that they come with', () => {
    expect(within('channels', registered).title).toBe(events.find(({ type }) => type === registered)?.title);
    expect(within('components', 'messages', registered, 'headers')).toEqual({
      type: 'object',
      required: ['webhook-id'],
      properties: { 'webhook-id': { description: 'Of the event.', type: 'string' } },
    });
    const { messages, ...components } = within('components');
    const { payload } = asObject(asObject(messages)[registered]);
    const validate = new Ajv.default({ strict: false, validateFormats: false }).compile({
      ...asObject(payload),
      components,
    });
    expect([validate(examples[registered]), validate({ ...examples[registered], tenant: '' })]).toEqual([true, false]);
  });

  it('are in the OpenAPI document of callers, with the schemas of their events', () => {
    const { webhooks } = publicDocument(withWebhooks, events);

    expect(asObject(webhooks)[registered]).toMatchObject({
      post: {
        requestBody: { content: { 'application/json': { schema: { properties: { type: { const: registered } } } } } },
      },
    });
    expect(asObject(webhooks).reminder).toEqual(asObject(withWebhooks.document.webhooks).reminder);
  });

  it('are none where the contract has none', () => {
    expect([hasWebhooks(withWebhooks), hasWebhooks(contract)]).toEqual([true, false]);
    expect(publicDocument(contract, events)).not.toHaveProperty('webhooks');
  });
});

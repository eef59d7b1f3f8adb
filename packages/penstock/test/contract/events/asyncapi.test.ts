import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { loadEvents } from '../../../contract/events/load.ts';
import { describeEvents } from '../../../contract/generate/index.ts';
import { asObject, isObject } from '../../../contract/json.ts';
import { loadContract } from '../../../contract/load.ts';
import { segmentsOf, target } from '../../../contract/node.ts';
import { contractFile, eventsFolder } from '../contract.ts';
import { mistakesIn } from './asyncapi-structure.ts';
import { examples } from './examples.ts';

const contract = loadContract(contractFile);
const contracts = loadEvents(eventsFolder, contract);
const [file] = await describeEvents(contract, contracts);
const document = asObject(JSON.parse(file?.content ?? ''));

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return [...(typeof value.$ref === 'string' ? [value.$ref] : []), ...Object.values(value).flatMap(referencesIn)];
}

describe('the document of the events', () => {
  it('is a file beside the events, ended by a line', () => {
    expect(file).toEqual({ path: 'asyncapi.json', content: expect.stringMatching(/^\{\n[\s\S]*\n\}\n$/) });
  });

  it('is an AsyncAPI 3.0.0 document', () => {
    expect(mistakesIn(document)).toEqual([]);
  });

  it.each<[string, string, unknown, string]>([
    ['another version', '/asyncapi', '2.6.0', '/asyncapi must be equal to constant'],
    ['no title', '/info/title', undefined, "/info must have required property 'title'"],
    ['a member of another version', '/channels/labels/subscribe', {}, '/channels/labels must NOT have additional'],
    ['an operation without an action', '/operations/printLabel/action', undefined, "required property 'action'"],
    ['an operation on no channel', '/operations/printLabel/channel/$ref', '#/channels/lost', 'has no channel'],
    [
      "another channel's message",
      '/operations/printLabel/messages/0/$ref',
      '#/channels/announcements/messages/parcels.parcel.registered.v1',
      'has a message that its channel has not',
    ],
    ['a message without a payload', '/components/messages/parcels.parcel.labelled.v1/payload', undefined, "'payload'"],
    [
      'a correlation id that is nowhere',
      '/components/messages/parcels.parcel.labelled.v1/correlationId/location',
      'correlationid',
      'must match pattern',
    ],
  ])('is none with %s', (_case, pointer, value, mistake) => {
    const broken = structuredClone(document);
    const [member = '', ...path] = segmentsOf(pointer).reverse();
    const parent = path.reduceRight<Record<string, unknown>>((node, key) => node[key] as typeof node, broken);
    if (value === undefined) delete parent[member];
    else parent[member] = value;

    expect(mistakesIn(broken).join('\n')).toContain(mistake);
  });

  it('has a payload for each message that reads as JSON Schema draft 7, AsyncAPI’s own, and takes its events', () => {
    const ajv = new Ajv({ allErrors: true }).addKeyword('components');
    addFormats.default(ajv);
    const { messages, ...components } = asObject(document.components);
    const outcomes = contracts.events.map(({ type }) => {
      const { payload } = asObject(asObject(messages)[type]);
      const validate = ajv.compile({ ...asObject(payload), components });
      return [type, validate(examples[type]), validate({ ...examples[type], tenant: '' }), validate.errors?.length];
    });

    expect(outcomes).toEqual(contracts.events.map(({ type }) => [type, true, false, 1]));
  });

  it('refers to nothing that it does not hold', () => {
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => target(document, reference) === undefined)).toEqual([]);
  });

  it('has a channel for each event on the bus and for each queue', () => {
    expect(Object.keys(asObject(document.channels))).toEqual([
      'parcels.parcel.cancelled.v1',
      'parcels.parcel.label_failed.v1',
      'parcels.parcel.labelled.v1',
      'parcels.parcel.registered.v1',
      'parcels.parcel.updated.v1',
      'labels',
      'announcements',
      'notices',
      'notice-retry',
    ]);
  });

  it('says who sends and who receives', () => {
    const actions = Object.entries(asObject(document.operations)).map(([name, operation]) => [
      name,
      asObject(operation).action,
      asObject(asObject(operation).channel).$ref,
    ]);
    expect(actions).toContainEqual([
      'sendParcelsParcelRegisteredV1',
      'send',
      '#/channels/parcels.parcel.registered.v1',
    ]);
    const direct = 'sendNoticesNoticeRequestedV1To';
    expect(actions).toContainEqual([`${direct}Notices`, 'send', '#/channels/notices']);
    expect(actions).toContainEqual([`${direct}NoticeRetry`, 'send', '#/channels/notice-retry']);
    expect(actions.filter(([, action]) => action === 'receive')).toEqual([
      ['printLabel', 'receive', '#/channels/labels'],
      ['announceParcels', 'receive', '#/channels/announcements'],
      ['sendNotice', 'receive', '#/channels/notices'],
      ['retryNotice', 'receive', '#/channels/notice-retry'],
    ]);
  });

  it('describes each queue as it is derived', () => {
    const queue = asObject(asObject(document.channels).notices);
    expect(queue.bindings).toEqual({
      sqs: {
        queue: {
          name: 'notices',
          fifoQueue: false,
          visibilityTimeout: 88,
          messageRetentionPeriod: 345_600,
          redrivePolicy: { deadLetterQueue: { name: 'notices-dlq' }, maxReceiveCount: 992 },
        },
        deadLetterQueue: { name: 'notices-dlq', fifoQueue: false, messageRetentionPeriod: 1_209_600 },
        bindingVersion: '0.2.0',
      },
    });
  });
});

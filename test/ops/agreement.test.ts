import type { DescribeArchiveCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { type Message, type SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { loadStage } from 'penstock/constructs/stage/load';
import { toSqsJson } from 'penstock/runtime/aws/sqs-text';
import { message } from 'penstock/testkit/consumer-runtime';
import { anyText } from 'penstock/testkit/sqs-characters';
import { deliveryMessage } from 'penstock/testkit/webhooks';
import { endsOf, sourcesOf } from 'penstock-rules/template/dead-letters';
import { referencedWithin, resourcesOf } from 'penstock-rules/template/resources';
import { stages } from '../../lib/stages.ts';
import { asArray, asObject } from '../../packages/penstock/contract/json.ts';
import { readDeadLetter } from '../../packages/penstock/ops/dlq/dead-letter.ts';
import { deadLetterQueues, sourceName } from '../../packages/penstock/ops/dlq/dead-letter-queues.ts';
import { queueJson } from '../../packages/penstock/ops/dlq/queue-text.ts';
import { replay } from '../../packages/penstock/ops/replay/replay.ts';
import { rulesOf } from '../../packages/penstock/ops/replay/rules.ts';
import { type Target, targetOptions } from '../../packages/penstock/ops/target.ts';
import { deadLetterOf } from '../../packages/penstock/runtime/queue/dead-letter.ts';
import { sqsRelayFailures } from '../../packages/penstock/runtime/stream/sqs-relay-failures.ts';
import { changeOf } from '../../packages/penstock/runtime/stream/stream-change.ts';
import { deliveryRequest } from '../../packages/penstock/runtime/webhooks/deliveries/delivery-request.ts';
import { recorded } from '../../packages/penstock/test/ops/support.ts';
import { orderEvent } from '../functions/webhooks/support.ts';
import { consumers, only, parts, stackOf, stacksOf, stageLike } from '../lib/synthesized.ts';

// What operates a stage imports nothing that builds or runs it: here the two are held to the same names.
const stage = stageLike('dev');
const stack = stackOf(stacksOf('dev'), 'penstock-dev-events-eu-west-1');
const named = (type: string, name: string) =>
  resourcesOf(stack, type).map(({ properties }) => String(properties[name]));

/** A stage that has what the template declares, and answers for anything else that there is none. */
function templateTarget(): Target {
  const urls = named('AWS::SQS::Queue', 'QueueName').map((name) => `https://sqs.eu-west-1.amazonaws.com/1/${name}`);
  const sqs = {
    send: async ({ input }: { readonly input: { readonly QueueNamePrefix: string } }) => ({
      QueueUrls: urls.filter((url) => url.split('/').at(-1)?.startsWith(input.QueueNamePrefix)),
    }),
  };
  const isBus = (name: unknown) => named('AWS::Events::EventBus', 'Name').includes(String(name));
  const events = {
    send: async ({ input }: ListRulesCommand | DescribeArchiveCommand) => {
      if ('EventBusName' in input && isBus(input.EventBusName)) return { Rules: rules };
      if ('ArchiveName' in input && named('AWS::Events::Archive', 'ArchiveName').includes(String(input.ArchiveName))) {
        return { RetentionDays: 14, EventCount: 7 };
      }
      throw new Error(`ResourceNotFoundException: ${JSON.stringify(input)}`);
    },
  };
  const rules = resourcesOf(stack, 'AWS::Events::Rule').map(({ properties: { Name, EventPattern } }) => ({
    Name,
    EventPattern: JSON.stringify(EventPattern),
  }));
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    stage: stage.name,
    prefix: 'penstock-dev',
    where: 'stage dev',
    sqs: Object.assign(new SQSClient({ region: 'eu-west-1', credentials }), sqs) as unknown as SQSClient,
    events: events as unknown as Target['events'],
  };
}

describe('what operates a stage knows as the template has it', () => {
  it('every queue where messages end, what is in it and where from', async () => {
    const target = templateTarget();

    const found = await deadLetterQueues(target);

    const expected = endsOf(stack).map((queue) => ({
      queue: String(queue.properties.QueueName),
      source: sourcesOf(queue).map(({ properties }) => String(properties.QueueName))[0],
    }));
    expect(found.map(({ url }) => url.split('/').at(-1)).toSorted()).toEqual(
      expected.map(({ queue }) => queue).toSorted(),
    );
    const ofQueues = found.filter(({ holds }) => holds === 'messages');
    expect(ofQueues.map((queue) => sourceName(target, queue)).toSorted()).toEqual(
      expected.flatMap(({ source = [] }) => source).toSorted(),
    );
    const holding = (what: string) =>
      found.filter(({ holds }) => holds === what).map(({ url }) => url.split('/').at(-1));
    expect(holding('changes')).toEqual([failureQueueOf('AWS::Lambda::EventSourceMapping')]);
    expect(holding('undelivered-events')).toEqual([failureQueueOf('AWS::Events::Rule')]);
  });

  it('the bus, its rules and their consumers', async () => {
    const rules = await rulesOf(templateTarget(), only(stack, 'AWS::Events::EventBus').Name as string);

    expect(rules.map(({ name }) => name).toSorted()).toEqual(
      consumers.flatMap(({ name, detailTypes }) => (detailTypes.length > 0 ? [name] : [])).toSorted(),
    );
  });

  it('the archive', async () => {
    const console = recorded();
    const [from, to] = [new Date('2026-11-22T08:00:00Z'), new Date('2026-11-22T09:00:00Z')];

    await replay(templateTarget(), { from, to, dryRun: true, yes: false }, console, new Date('2026-11-22T12:00:00Z'));

    expect(console.lines[0]).toContain('The archive holds 7 in all.');
  });

  it.each(['dev', 'a', 'a1-b2', 'abcdefghijklmnop', 'abcdefghijklmnopq', '1a', 'Dev', 'a_b', ''])(
    'whether a stage may be named %j',
    (name) => {
      const isDeclared = () => loadStage(name, parts, { known: { [name]: { ...stages.dev, name } } });
      const isKnown = () => targetOptions({ stage: name });

      expect(throws(isKnown)).toBe(throws(isDeclared));
    },
  );
});

/** The queue that all resources of a type give what they could not deliver. */
function failureQueueOf(type: string): string | undefined {
  const ids = new Set(
    resourcesOf(stack, type).flatMap(({ properties: { Targets, DestinationConfig } }) => [
      ...asArray(Targets).flatMap((target) => referencedWithin(asObject(target).DeadLetterConfig)),
      ...referencedWithin(DestinationConfig),
    ]),
  );
  const queue = resourcesOf(stack, 'AWS::SQS::Queue').find(({ logicalId }) => ids.has(logicalId));
  return ids.size === 1 ? String(queue?.properties.QueueName) : undefined;
}

const throws = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch {
    return true;
  }
};

describe('what operates a stage reads of a dead letter what a function wrote', () => {
  const record = message('{}');

  it('of a consumer', () => {
    const cause = { reason: 'claim-lost', detail: 'the order was settled', consumer: 'capturePayment', attempts: 3 };
    const { MessageBody: Body, MessageAttributes } = deadLetterOf(record, cause);

    expect(readDeadLetter({ Body, MessageAttributes })).toMatchObject({
      ...cause,
      sentAt: new Date(Number(record.attributes.SentTimestamp)),
    });
  });

  it('of the relay', async () => {
    const sent: Message[] = [];
    const send = async ({ input }: SendMessageCommand) => {
      sent.push({ Body: input.MessageBody, MessageAttributes: input.MessageAttributes });
    };
    const change = changeOf({ dynamodb: { SequenceNumber: '7' } } as DynamoDBRecord);
    const refusal = { reason: 'invalid', detail: 'it does not fit' };

    const failures = sqsRelayFailures({ send } as unknown as SQSClient, { url: 'url', relay: 'relayEvents' });
    await failures.keep(change, refusal, new AbortController().signal);

    expect(readDeadLetter(sent[0] ?? {})).toMatchObject({ ...refusal, consumer: 'relayEvents' });
  });

  it('of a delivery: the event that it carries', () => {
    const event = orderEvent();
    const request = deliveryRequest({ as: deliveryMessage, endpointId: 'whe_1', event, now: new Date() });

    expect(readDeadLetter({ Body: toSqsJson(request) }).event).toEqual({
      id: event.id,
      type: event.type,
      correlationId: event.correlationid,
      tenant: event.tenant,
    });
  });
});

it('what operates a stage writes for a queue as functions do', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), (value) => {
      expect(queueJson(value)).toBe(toSqsJson(value));
    }),
  );
});

import { licenseIn, schemasWithin } from '../events/asyncapi-parts.ts';
import { cloudEventSchema } from '../events/envelope.ts';
import type { Consumer, EventContract, EventContracts } from '../events/model.ts';
import { deadLetterQueueOf } from '../events/queue-names.ts';
import type { Contract } from '../model.ts';
import { dataType } from './events.ts';
import { pascalCase } from './literal.ts';

/**
 * The events and queues as an AsyncAPI 3.0 document: a channel for each event type on the bus and for each queue, an
 * operation for each event that is sent, for each queue that it is sent to, and for each consumer.
 */
export function asyncApiDocument(contract: Contract, { events, consumers }: EventContracts): object {
  const direct = new Set(consumers.flatMap(({ messages }) => messages));
  const onTheBus = events.filter(({ type }) => !direct.has(type));
  return {
    asyncapi: '3.0.0',
    info: {
      title: `${contract.title}: events`,
      version: contract.version,
      description: 'Derived from the contract by `npm run generate`. Every message is a CloudEvent 1.0 in JSON.',
      ...licenseIn(contract),
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries([...onTheBus.map(busChannel), ...consumers.map(queueChannel)]),
    operations: Object.fromEntries([
      ...onTheBus.map(({ type, title }) => send(`send${pascalCase(type)}`, type, title, type)),
      ...consumers.flatMap(({ queue, messages }) =>
        messages.map((type) => {
          const title = events.find((event) => event.type === type)?.title ?? type;
          return send(`send${pascalCase(type)}To${pascalCase(queue)}`, type, title, queue);
        }),
      ),
      ...consumers.map(receive),
    ]),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, message(event)])),
      schemas: schemasWithin(
        contract.document,
        Object.fromEntries(events.map(({ type, data }) => [dataType(type), data])),
      ),
    },
  };
}

const messageRef = (type: string) => ({ $ref: `#/components/messages/${type}` });

function busChannel({ type, title, description }: EventContract): readonly [string, object] {
  return [type, { address: type, title, description, messages: { [type]: messageRef(type) } }];
}

function queueChannel(consumer: Consumer): readonly [string, object] {
  const { name, queue, events, messages, visibilityTimeout, maxReceiveCount, retention } = consumer;
  const deadLetters = deadLetterQueueOf(queue);
  const sqs = {
    queue: {
      name: queue,
      fifoQueue: false,
      visibilityTimeout,
      messageRetentionPeriod: retention.queue,
      redrivePolicy: { deadLetterQueue: { name: deadLetters }, maxReceiveCount },
    },
    deadLetterQueue: { name: deadLetters, fifoQueue: false, messageRetentionPeriod: retention.deadLetters },
    bindingVersion: '0.2.0',
  };
  const channel = {
    address: queue,
    title: `The queue of ${name}`,
    messages: Object.fromEntries([...events, ...messages].map((type) => [type, messageRef(type)])),
    bindings: { sqs },
  };
  return [queue, channel];
}

function send(name: string, type: string, title: string, channel: string): readonly [string, object] {
  const operation = {
    action: 'send',
    channel: { $ref: `#/channels/${channel}` },
    summary: title,
    messages: [{ $ref: `#/channels/${channel}/messages/${type}` }],
  };
  return [name, operation];
}

function receive({ name, queue, events, messages, retryWindow }: Consumer): readonly [string, object] {
  const operation = {
    action: 'receive',
    channel: { $ref: `#/channels/${queue}` },
    description: `A message that fails for a reason that may pass is tried again for ${retryWindow} s.`,
    messages: [...events, ...messages].map((type) => ({ $ref: `#/channels/${queue}/messages/${type}` })),
  };
  return [name, operation];
}

function message({ type, title, description }: EventContract): object {
  return {
    name: type,
    title,
    description,
    correlationId: { location: '$message.payload#/correlationid' },
    payload: cloudEventSchema(type, { $ref: `#/components/schemas/${dataType(type)}` }),
  };
}

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Console } from '../../cli/console.ts';
import { compilePattern } from '../../contract/events/pattern.ts';
import { startEndpoint } from '../../local/endpoint/server.ts';
import { createBuses, type ManagedBuses } from '../../local/events-bus/bus.ts';
import type { BusDefinition, RuleDefinition } from '../../local/events-bus/definition.ts';
import { createEventsService } from '../../local/events-bus/service.ts';
import type { QueueDefinition } from '../../local/queues/definition.ts';
import { type Queues, startQueues } from '../../local/queues/queues.ts';
import { createSqsService } from '../../local/queues/service.ts';
import type { Target } from '../../ops/target.ts';

const region = 'eu-west-1';
const account = '000000000000';
const prefix = 'penstock-local';

/** Queues and a bus as a stage has them, behind the endpoint that AWS SDKs speak to. */
export interface OpsStage extends Target {
  readonly queues: Queues;
  readonly buses: ManagedBuses;
  /** Sends a message straight to a queue, with these attributes. */
  send(queue: string, body: unknown, attributes?: Readonly<Record<string, string>>, group?: string): Promise<void>;
  /** Receives a message as often as it takes for SQS to move it. */
  exhaust(queue: string): Promise<void>;
  publish(...events: readonly { readonly type: string }[]): Promise<void>;
  /** The bodies in a queue. */
  bodies(queue: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

const queue = (name: string, source?: string): QueueDefinition => ({
  name: `${prefix}-${name}`,
  arn: `arn:aws:sqs:${region}:${account}:${prefix}-${name}`,
  region,
  url: `https://sqs.${region}.amazonaws.com/${account}/${prefix}-${name}`,
  attributes: source === undefined ? {} : { RedrivePolicy: JSON.stringify(redriveTo(source)) },
  visibilityTimeout: 30,
  policy: [],
  ...(source === undefined ? {} : { redrive: { target: redriveTo(source).deadLetterTargetArn, maxReceiveCount: 2 } }),
});

const redriveTo = (name: string) => ({
  deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:${prefix}-${name}`,
  maxReceiveCount: 2,
});

/** @param others names of queues beside those of the stage */
export async function startStage(others: readonly string[] = []): Promise<OpsStage> {
  const definitions = [
    ...others.map((name) => queue(name)),
    queue('labels-dlq'),
    queue('labels', 'labels-dlq'),
    queue('webhook-delivery-dlq'),
    queue('webhook-delivery', 'webhook-delivery-dlq'),
    queue('undelivered'),
    queue('relay-failures'),
  ];
  const queues = await startQueues(definitions, region);
  const bus = busOver(queues);
  const buses = createBuses([bus], queues, () => {});
  const endpoint = await startEndpoint({
    account,
    region,
    functions: [],
    engine: { forward: async () => Promise.reject(new Error('there are no tables here')) } as never,
    services: [createSqsService(queues, region, account), createEventsService(buses, region, account)],
  });
  const credentials = { accessKeyId: endpoint.operatorKeyId, secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: endpoint.url, region, credentials });
  const events = new EventBridgeClient({ endpoint: endpoint.url, region, credentials });
  const urlOf = (name: string) => String(queues.definitions.find((one) => one.name === `${prefix}-${name}`)?.url);
  return {
    stage: 'local',
    prefix,
    where: 'stage local',
    sqs,
    events,
    queues,
    buses,
    send: async (name, body, attributes = {}, group) => {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: urlOf(name),
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]),
          ),
          ...(group !== undefined && { MessageGroupId: group }),
        }),
      );
    },
    exhaust: async (name) => {
      for (let times = 0; times < 3; times++) {
        await queues.call('ReceiveMessage', { QueueUrl: urlOf(name), VisibilityTimeout: 0 });
      }
    },
    publish: async (...published) => {
      await events.send(
        new PutEventsCommand({
          Entries: published.map((event) => ({
            EventBusName: prefix,
            Source: 'penstock.parcels',
            DetailType: event.type,
            Detail: JSON.stringify(event),
          })),
        }),
      );
    },
    bodies: async (name) => (await queues.messages(`${prefix}-${name}`)).map(({ body }) => JSON.parse(String(body))),
    close: async () => {
      sqs.destroy();
      events.destroy();
      await endpoint.close();
      await queues.close();
    },
  };
}

function busOver(queues: Queues): BusDefinition {
  const arn = `arn:aws:events:${region}:${account}:event-bus/${prefix}`;
  const rule = (name: string, target: string, type: unknown): RuleDefinition => {
    const pattern = { source: ['penstock.parcels'], 'detail-type': [type] };
    const found = queues.definitions.find((one) => one.name === `${prefix}-${target}`);
    return {
      name: `${prefix}-${name}`,
      arn: `arn:aws:events:${region}:${account}:rule/${prefix}/${prefix}-${name}`,
      pattern: JSON.stringify(pattern),
      matches: compilePattern(pattern, () => {}),
      targets: [
        { id: 'Target0', arn: String(found?.arn), input: ({ detail }) => detail, ...(found && { queue: found }) },
      ],
    };
  };
  const archive = { name: prefix, arn: `arn:aws:events:${region}:${account}:archive/${prefix}`, busArn: arn };
  return {
    name: prefix,
    arn,
    region,
    archives: [{ ...archive, matches: () => true, retention: 14 }],
    rules: [
      rule('printLabel', 'labels', 'parcels.parcel.registered.v1'),
      rule('fanOutWebhooks', 'webhook-delivery', { prefix: 'parcels.parcel.' }),
    ],
  };
}

/** A console of somebody who presses Ctrl-C as soon as the progress says this. */
export function stoppedAt(progress: RegExp): ReturnType<typeof recorded> {
  const console = recorded();
  return {
    ...console,
    progress: (line) => {
      console.progress(line);
      if (progress.test(line)) console.stop();
    },
  };
}

/** A console that keeps what was printed and waits for nothing; without an answer there is nobody to ask. */
export function recorded(
  answer?: string,
): Console & { readonly lines: string[]; readonly pauses: number[]; stop(): void } {
  const lines: string[] = [];
  const pauses: number[] = [];
  const controller = new AbortController();
  return {
    lines,
    pauses,
    pause: async (milliseconds) => void pauses.push(milliseconds),
    print: (line) => void lines.push(line),
    progress: (line) => void lines.push(`~ ${line}`),
    done: () => {},
    interactive: answer !== undefined,
    ask: async (question) => {
      lines.push(question);
      return answer ?? '';
    },
    signal: controller.signal,
    stop: () => controller.abort(),
  };
}

export const registered = (parcel: string) => ({
  specversion: '1.0',
  id: `${parcel}_1`,
  source: '/penstock/parcels',
  type: 'parcels.parcel.registered.v1',
  subject: parcel,
  tenant: 'globex',
  correlationid: `corr-${parcel}`,
});

export const labelled = (parcel: string) => ({
  ...registered(parcel),
  id: `${parcel}_2`,
  type: 'parcels.parcel.labelled.v1',
});

/** The request that this event is delivered. */
export const delivering = (event: ReturnType<typeof registered>) => ({
  ...event,
  id: `dlv_${event.id}`,
  source: '/penstock/webhooks',
  type: 'webhooks.delivery.requested.v1',
  subject: 'whe_1',
  data: { endpointId: 'whe_1', deliveryId: `dlv_${event.id}`, event },
});

/** A client that answers by the command's name: each answer of a list once, and the last one from then on. */
export function answering(answers: Readonly<Record<string, readonly object[]>>) {
  const sent: { readonly name: string; readonly input: unknown }[] = [];
  const send = async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
    const { name } = command.constructor;
    const times = sent.filter((other) => other.name === name).length;
    sent.push({ name, input: command.input });
    return answers[name]?.[Math.min(times, answers[name].length - 1)] ?? {};
  };
  return { sent, send };
}

import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import type { RelayFailures } from '../../../runtime/stream/publication.ts';
import { sqsRelayFailures } from '../../../runtime/stream/sqs-relay-failures.ts';
import { changeOf } from '../../../runtime/stream/stream-change.ts';
import { inMemoryRelayFailures } from '../../../testkit/in-memory-relay-failures.ts';
import { note, streamed } from './support.ts';

let server: FauxqsServer;
let client: SQSClient;
let queueUrl: string;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  client = new SQSClient({
    endpoint: server.address,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'relay-failures' }));
  queueUrl = QueueUrl;
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const receive = async () => {
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageAttributeNames: ['All'] });
  return (await client.send(command)).Messages ?? [];
};

interface Kept {
  readonly failures: RelayFailures;
  /** The bodies that were retained since the last call. */
  bodies(): Promise<readonly string[]>;
}

const places: [string, () => Kept][] = [
  [
    'in memory',
    () => {
      const failures = inMemoryRelayFailures();
      return { failures, bodies: async () => failures.retained.splice(0).map(({ body }) => body) };
    },
  ],
  [
    'in SQS',
    () => ({
      failures: sqsRelayFailures(client, { url: queueUrl, relay: 'relayNotes' }),
      bodies: async () => (await receive()).map(({ Body = '' }) => Body),
    }),
  ],
];
const why = { reason: 'oversize', detail: 'too long' };

describe.each(places)('what can’t be relayed is retained %s', (_name, create) => {
  it('as the stream’s record, without its old image, and the reason', async () => {
    const { failures, bodies } = create();
    const record = streamed(note('a', 'new'), note('a', 'old'));

    await failures.keep(changeOf(record), why, new AbortController().signal);

    const { OldImage, ...dynamodb } = record.dynamodb ?? {};
    expect((await bodies()).map((body) => JSON.parse(body))).toEqual([{ ...why, record: { ...record, dynamodb } }]);
  });

  it('fails for a caller who gave up', async () => {
    const { failures, bodies } = create();

    await expect(failures.keep(changeOf(streamed(note('a'))), why, AbortSignal.abort())).rejects.toThrow();
    expect(await bodies()).toEqual([]);
  });
});

it('says beside the message which relay could not publish it, and why', async () => {
  const record = streamed(note('a'));

  const failures = sqsRelayFailures(client, { url: queueUrl, relay: 'relayNotes' });
  await failures.keep(changeOf(record), why, new AbortController().signal);

  expect((await receive())[0]?.MessageAttributes).toMatchObject({
    reason: { StringValue: 'oversize' },
    detail: { StringValue: 'too long' },
    consumer: { StringValue: 'relayNotes' },
    sequenceNumber: { StringValue: String(record.dynamodb?.SequenceNumber) },
  });
});

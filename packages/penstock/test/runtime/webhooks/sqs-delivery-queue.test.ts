import type { SendMessageBatchCommand, SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { sqsDeliveryQueue } from '../../../runtime/webhooks/deliveries/sqs-delivery-queue.ts';
import { recordingClient as recordingSdkClient } from '../../../testkit/recording-client.ts';
import { message, newId, webhookEvent } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;
const URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/penstock-dev-webhook-delivery';

/** A client that keeps the batches it is sent and refuses entries as it is told. */
function recordingClient(refuse: (id: string, call: number) => string | undefined = () => undefined) {
  const batches: SendMessageBatchCommandInput[] = [];
  const send = async ({ input }: SendMessageBatchCommand) => {
    batches.push(input);
    const failed = (input.Entries ?? []).flatMap(({ Id = '' }) => {
      const Code = refuse(Id, batches.length);
      return Code === undefined ? [] : [{ Id, Code, SenderFault: false }];
    });
    return { Failed: failed };
  };
  return { client: { send } as unknown as SQSClient, batches };
}

const messages = (count: number) => [...Array(count)].map(() => message(newId('whe')));
const sizes = (batches: readonly SendMessageBatchCommandInput[]) => batches.map(({ Entries = [] }) => Entries.length);

describe('queueing deliveries', () => {
  it('groups each by its endpoint', async () => {
    const { client, batches } = recordingClient();
    const [one] = messages(1);
    if (one === undefined) throw new Error('no message');

    await sqsDeliveryQueue(client, URL).send([one], signal);

    expect(batches).toEqual([
      { QueueUrl: URL, Entries: [{ Id: '0', MessageBody: JSON.stringify(one), MessageGroupId: one.data.endpointId }] },
    ]);
  });

  it('writes what SQS refuses so that it takes it', async () => {
    const { client, batches } = recordingClient();
    const one = message(newId('whe'));
    const strange = {
      ...one,
      data: { ...one.data, event: { ...one.data.event, data: { reference: '\ufffe\uffff🎁' } } },
    };

    await sqsDeliveryQueue(client, URL).send([strange], signal);

    const body = batches[0]?.Entries?.[0]?.MessageBody ?? '';
    expect(body).toContain('"reference":"\\ufffe\\uffff🎁"');
    expect(JSON.parse(body)).toEqual(strange);
  });

  it.each([1, 30])('hides each for as long as it is told: %i seconds', async (delay) => {
    const { client, batches } = recordingClient();

    await sqsDeliveryQueue(client, URL).send(messages(2), signal, delay);

    expect(batches[0]?.Entries?.map(({ DelaySeconds }) => DelaySeconds)).toEqual([delay, delay]);
  });

  it('asks for nothing when there is nothing to send', async () => {
    const { client, batches } = recordingClient();

    await sqsDeliveryQueue(client, URL).send([], signal);

    expect(batches).toEqual([]);
  });

  it('sends ten at a time', async () => {
    const { client, batches } = recordingClient();

    await sqsDeliveryQueue(client, URL).send(messages(23), signal);

    expect(sizes(batches)).toEqual([10, 10, 3]);
    expect(batches.flatMap(({ Entries = [] }) => Entries.map(({ Id }) => Id))).toEqual(
      [...Array(23)].map((_, id) => `${id}`),
    );
  });

  it('sends no more than a mebibyte at a time', async () => {
    const { client, batches } = recordingClient();
    const event = webhookEvent({ data: { text: 'a'.repeat(250 * 1024) } });

    await sqsDeliveryQueue(client, URL).send(
      [...Array(7)].map(() => message(newId('whe'), event)),
      signal,
    );

    expect(sizes(batches)).toEqual([4, 3]);
  });

  /** A message whose body has so many bytes. */
  const sized = (bytes: number) => {
    const of = (text: string) => message('whe_1', webhookEvent({ id: 'par_1', data: { text } }));
    return of('a'.repeat(bytes - Buffer.byteLength(JSON.stringify(of('')))));
  };
  const MEBIBYTE = 1024 * 1024;

  it.each([
    ['a mebibyte', [MEBIBYTE / 2, MEBIBYTE / 2], [2]],
    ['a byte more', [MEBIBYTE / 2, MEBIBYTE / 2 + 1], [1, 1]],
    ['a mebibyte after another', [MEBIBYTE, MEBIBYTE / 2, MEBIBYTE / 2], [1, 2]],
    ['a byte more after another', [MEBIBYTE, MEBIBYTE / 2, MEBIBYTE / 2 + 1], [1, 1, 1]],
    ['more than a mebibyte in one', [MEBIBYTE + 1, 1000], [1, 1]],
  ])('sends %s as batches of %j', async (_case, bytes, counts) => {
    const { client, batches } = recordingClient();

    await sqsDeliveryQueue(client, URL).send(bytes.map(sized), signal);

    expect(sizes(batches)).toEqual(counts);
  });

  it('ends with its caller’s signal, and needs no word of what was taken', async () => {
    const { client, sent } = recordingSdkClient<SQSClient>();

    await sqsDeliveryQueue(client, URL).send(messages(1), signal);

    expect(sent.map((one) => one.signal)).toEqual([signal]);
  });

  it('fails with what each of several was refused for', async () => {
    const { client } = recordingClient((id) => ['InternalError', 'Throttled', 'InternalError'][Number(id)]);

    await expect(sqsDeliveryQueue(client, URL).send(messages(4), signal)).rejects.toThrow(
      expect.objectContaining({ name: 'NotQueued', message: '3 of 4 not queued: InternalError, Throttled' }),
    );
  });

  it('sends what was refused once more, and that only', async () => {
    const { client, batches } = recordingClient((id, call) => (call === 1 && id === '1' ? 'InternalError' : undefined));

    await sqsDeliveryQueue(client, URL).send(messages(3), signal);

    expect(batches.map(({ Entries = [] }) => Entries.map(({ Id }) => Id))).toEqual([['0', '1', '2'], ['1']]);
  });

  it('fails when something is refused twice, and says what', async () => {
    const { client } = recordingClient((id) => (id === '1' ? 'InternalError' : undefined));

    await expect(sqsDeliveryQueue(client, URL).send(messages(3), signal)).rejects.toThrow(
      '1 of 3 not queued: InternalError',
    );
  });

  it('fails with 503 when the queue does not answer', async () => {
    const client = { send: async () => Promise.reject(Object.assign(new Error('no'), { name: 'TimeoutError' })) };

    await expect(sqsDeliveryQueue(client as unknown as SQSClient, URL).send(messages(1), signal)).rejects.toMatchObject(
      {
        code: 'service-unavailable',
      },
    );
  });
});

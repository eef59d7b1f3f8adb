import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { clientOptions } from '../../packages/penstock/test/local/fixtures/sdk.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { newOrder, place, placed } from '../support/orders.ts';

const root = join(import.meta.dirname, '../..');
const payments = 'https://sqs.eu-west-1.amazonaws.com/000000000000/penstock-local-payments';
let cloud: TestCloud;
let sqs: SQSClient;
let bus: EventBridgeClient;

beforeAll(async () => {
  cloud = await startCloud({ events: true });
  sqs = new SQSClient(clientOptions(cloud.cloud));
  bus = new EventBridgeClient(clientOptions(cloud.cloud));
});
afterAll(async () => {
  sqs.destroy();
  bus.destroy();
  await cloud.close();
});

const command = join(root, 'packages/penstock/cli/penstock.js');
const direct = [process.execPath, command, 'events'] as const;
const byNpm = ['npm', 'run', '--silent', 'events', '--'] as const;

/** What a command prints, line by line. @throws where it ends with another code than 0, with what it says */
function events(
  line: string,
  [program, ...first]: readonly [string, ...string[]] = direct,
): Promise<readonly string[]> {
  const args = [...first, ...line.split(' '), '--local', '--port', new URL(cloud.url).port];
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: root }, (error, out, said) => {
      if (error === null) resolve(out.trim().split('\n'));
      else reject(new Error(`${line} ends with ${error.code}: ${out}${said}`));
    });
  });
}
/** The line of a queue in the list, once as many messages are there. */
async function listed(queue: string, messages: number): Promise<string> {
  await eventually(
    () => cloud.cloud.messages(`penstock-local-${queue}`),
    ({ length }) => length === messages,
  );
  const line = (await events('dlq list')).find((one) => one.startsWith(`${queue} `)) ?? '';
  expect(line).toMatch(new RegExp(`^${queue} +${messages}( |$)`));
  return line;
}

describe('npm run events on a running stage', () => {
  it('lists, shows, sends back and deletes a message that the consumer dead-lettered', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: payments, MessageBody: 'not an event' }));
    expect(await listed('payments-dlq', 1)).toMatch(/malformed \(1\)$/);
    expect((await events('dlq show payments')).join('\n')).toMatch(
      /reason: +malformed: The message is not JSON\nconsumer: +capturePayment\nattempts: +1\n/,
    );
    expect((await events('dlq redrive payments --reason malformed --yes')).at(-1)).toBe('1 moved, 0 kept.');
    await listed('payments-dlq', 1);
    expect((await events('dlq redrive payments --yes')).at(-1)).toBe('1 of 1 moved');
    await listed('payments-dlq', 1);
    expect((await events('dlq drop payments --all --yes')).at(-1)).toBe('1 deleted, 0 kept.');
    expect(await events('dlq redrive payments --yes')).toEqual([
      'payments-dlq is empty: there is nothing to send back.',
    ]);
  });

  it('shows whole an event that no queue takes, and the order after it, which has emoji, is paid', async () => {
    const detail = { id: 'strange', type: 'orders.order.placed.v1', reference: 'gift 🎁 \uFFFF' };
    const { FailedEntryCount } = await bus.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: 'penstock-local',
            Source: 'penstock.orders',
            DetailType: detail.type,
            Detail: JSON.stringify(detail),
          },
        ],
      }),
    );
    const token = await cloud.token('globex');
    const { id } = await placed(cloud, token, { body: { ...newOrder, reference: 'gift 🎁 👩‍🚀' } });
    await eventually(
      async () => (await cloud.call('GET', `/v1/orders/${id}`, { token })).json.status,
      (status) => status === 'paid',
    );
    const lines = await events('undeliverable');
    const whole = lines.filter((line) => line.startsWith('whole:')).map((line) => line.replace(/^whole: +/, ''));
    const rules = lines.filter((line) => line.startsWith('rule:')).map((line) => /local-(\w+) of bus/.exec(line)?.[1]);

    expect(FailedEntryCount).toBe(0);
    expect(rules.toSorted()).toEqual(['capturePayment', 'fanOutWebhooks']);
    expect(whole.map((line) => JSON.parse(line).detail)).toEqual([detail, detail]);
    expect(whole[0]).toContain('gift 🎁 \\uffff');
    expect(cloud.lines.filter((line) => line.includes('is undeliverable'))).toHaveLength(2);
    expect(await listed('undelivered', 0)).toMatch(/^undelivered/);
  });

  it('replays what the archive holds, as far back as it keeps it', async () => {
    await place(cloud, await cloud.token('globex'));
    // Replays go by whole seconds, and the event's own has to be over.
    await sleep(2_000);
    expect((await events('replay --from 14d --dry-run')).at(-1)).toBe('Dry run: nothing was changed.');
    const lines = await events('replay --from 1h --rule capturePayment --yes');
    expect(lines[0]).toContain('again, to capturePayment, stage local on port');
    expect(lines.at(-1)).toMatch(/: completed, 100%$/);
  });

  it('fails in one line', async () => {
    await expect(events('dlq show invoices', byNpm)).rejects.toThrow(
      /^dlq show invoices ends with 1: There is no dead-letter queue "invoices" in .*\n$/,
    );
  });
});

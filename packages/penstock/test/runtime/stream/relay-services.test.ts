import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Runtime } from '../../../runtime/core/runtime.ts';
import { changeOf } from '../../../runtime/stream/stream-change.ts';
import { relayServices, streamRelay } from '../../../runtime/stream/stream-relay.ts';
import { answer, type Respond, startServer } from '../../../testkit/http-server.ts';
import { lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { eventOf, note, noteEvent, streamed } from './support.ts';

const { signal } = new AbortController();
const keep = { ...process.env };
let server: Awaited<ReturnType<typeof startServer>>;
let respond: Respond;
let clients: EventBridgeClient[];
let now: number;

beforeEach(async () => {
  clients = [];
  now = 1_795_648_622_000;
  respond = (_request, response) => answer(response, 200, { Entries: [{ EventId: 'e' }] });
  server = await startServer((...args) => respond(...args));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: server.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    EVENT_BUS: 'penstock-test',
    EVENT_SOURCE: 'acme.notes',
    RELAY_FAILURES_URL: `${server.url}/failures`,
    RELAY_KEEP_AFTER: '60',
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const client of clients) client.destroy();
  await server.close();
  process.env = { ...keep };
});

function runtimeOf(): Runtime {
  const { runtime } = recordingRuntime(() => now);
  const instrument = <Client>(client: Client): Client => {
    clients.push(client as EventBridgeClient);
    return client;
  };
  const { telemetry } = runtime;
  return { ...runtime, telemetry: { ...telemetry, tracer: { ...telemetry.tracer, instrument } } };
}

const parts = () => relayServices('relayNotes', runtimeOf).parts();
const received = () => server.received.map(({ body }) => JSON.parse(body));

describe('a deployed relay', () => {
  it('publishes on the bus of its environment, under the source of its environment', async () => {
    const runtime = runtimeOf();
    const handler = streamRelay(
      {
        name: 'relayNotes',
        eventOf,
        validators: {
          'notes.note.written.v1': Object.assign((value: unknown): value is unknown => true, { errors: null }),
        },
      },
      relayServices('relayNotes', () => runtime),
    );

    await handler({ Records: [streamed(note('a'))] }, lambdaContext());

    expect(received()).toMatchObject([{ Entries: [{ EventBusName: 'penstock-test', Source: 'acme.notes' }] }]);
  });

  it('keeps what it can’t relay in the queue of its environment, under its name', async () => {
    // No answer that SQS would give: what is sent is what counts here.
    respond = (_request, response) => answer(response, 400, {});
    const why = { reason: 'oversize', detail: 'too long' };

    await expect(parts().failures.keep(changeOf(streamed(note('a'))), why, signal)).rejects.toThrow();

    expect(received()).toMatchObject([
      {
        QueueUrl: process.env.RELAY_FAILURES_URL,
        MessageAttributes: { consumer: { StringValue: 'relayNotes' } },
      },
    ]);
  });

  it.each([
    [60_000, false],
    [60_001, true],
  ])('finds a change of %i ms ago overdue, by the time of its environment: %s', (age, isOverdue) => {
    expect(parts().isOverdue({ ...changeOf(streamed(note('a'))), at: now - age })).toBe(isOverdue);
  });

  it('asks a bus in trouble three times, for a second each', async () => {
    respond = (_request, response) => answer(response, 500, {});
    jest.spyOn(Math, 'random').mockReturnValue(0);

    const answers = await parts().bus.publish([noteEvent('a')], signal);

    expect([...answers.values()]).toMatchObject([{ outcome: 'failed' }]);
    expect(server.received).toHaveLength(3);
    expect(clients[0]?.config.requestHandler).toMatchObject({ config: { requestTimeout: 1000 } });
  });

  it('makes what it works with once', () => {
    const { parts: twice } = relayServices('relayNotes', runtimeOf);

    expect(twice()).toBe(twice());
  });
});

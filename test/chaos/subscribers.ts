import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Receipt {
  readonly eventId: string;
  readonly type: string;
  readonly orderId: string;
  /** Milliseconds from the event to its first arrival here. */
  readonly latency: number;
  count: number;
}

export interface Subscriber {
  readonly name: string;
  readonly url: string;
  secret: string;
  /** By event id. */
  readonly received: Map<string, Receipt>;
  /** Deliveries whose signature is wrong. */
  forged: number;
  /** `down` ends connections at once, `silent` takes them and never answers; neither counts as live. */
  state: 'live' | 'down' | 'silent';
  /** Calls while it was not live. */
  ignored: number;
}

export interface Subscribers {
  add(name: string): Subscriber;
  readonly all: readonly Subscriber[];
  close(): Promise<void>;
}

/** Receivers of webhooks, each with a path of its own on one server. */
export async function startSubscribers(): Promise<Subscribers> {
  const all: Subscriber[] = [];
  const server = createServer((request, response) => {
    const subscriber = all.find(({ name }) => request.url === `/${name}`);
    if (subscriber === undefined) response.writeHead(404).end();
    else receive(subscriber, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    all,
    add: (name) => {
      const subscriber: Subscriber = {
        name,
        url: `${origin}/${name}`,
        secret: '',
        received: new Map(),
        forged: 0,
        state: 'live' as const,
        ignored: 0,
      };
      all.push(subscriber);
      return subscriber;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(subscriber: Subscriber, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  if (subscriber.state !== 'live') {
    subscriber.ignored++;
    if (subscriber.state === 'down') request.socket.resetAndDestroy();
    return;
  }
  if (isSigned(request, body, subscriber.secret)) keep(subscriber, body);
  else subscriber.forged++;
  response.writeHead(204).end();
}

function keep({ received }: Subscriber, body: string): void {
  const event: { id: string; type: string; subject: string; time: string } = JSON.parse(body);
  const known = received.get(event.id);
  if (known !== undefined) {
    known.count++;
    return;
  }
  const latency = Date.now() - Date.parse(event.time);
  received.set(event.id, { eventId: event.id, type: event.type, orderId: event.subject, latency, count: 1 });
}

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function isSigned({ headers }: IncomingMessage, body: string, secret: string): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  const given = Buffer.from(String(headers['webhook-signature']));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

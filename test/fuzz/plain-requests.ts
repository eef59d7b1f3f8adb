import type { DoorRequest } from './door-request.ts';
import type { Door } from './door-requests.ts';
import { frame } from './rpc-frames.ts';

interface Ids {
  readonly own: string;
  readonly foreign: string;
}

const getOrder = '/orders.v1.OrderService/GetOrder';
const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
const posted = (path: string, headers: DoorRequest['headers'], body: Buffer): DoorRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});

/** What a door answers whatever is drawn: a stream that is heard, and the order of another tenant. */
const plain: Readonly<Partial<Record<Door, (ids: Ids) => DoorRequest>>> = {
  'graph-stream': ({ own }) =>
    posted(
      '/graphql/stream',
      { 'content-type': 'application/json', accept: 'text/event-stream' },
      json({ query: `subscription { orderEvents(id: "${own}") { id } }` }),
    ),
  connect: ({ foreign }) =>
    posted(
      getOrder,
      { 'content-type': 'application/json', 'connect-protocol-version': '1' },
      json({ orderId: foreign }),
    ),
  'grpc-web': ({ foreign }) =>
    posted(getOrder, { 'content-type': 'application/grpc-web+json' }, frame(json({ orderId: foreign }))),
};

export const plainRequests = (door: Door, ids: Ids): readonly DoorRequest[] => {
  const make = plain[door];
  return make === undefined ? [] : [make(ids)];
};

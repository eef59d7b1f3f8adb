import { type DescMethod, fromJson, type JsonValue, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { OrderService } from '../../functions/generated/rpc/orders/v1/orders_pb.ts';
import type { DoorRequest } from './door-request.ts';
import { keyText } from './keys.ts';
import { frame } from './rpc-frames.ts';
import { messageOf } from './rpc-messages.ts';

type Method = (typeof OrderService.methods)[number];

const pathOf = ({ name }: DescMethod): string => `/${OrderService.typeName}/${name}`;

const mostly = (usual: string, ...others: readonly string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) });

const headersOf = (contentTypes: readonly [string, number][], encoding: string) =>
  fc.record(
    {
      'content-type': fc.oneof(...contentTypes.map(([type, weight]) => ({ weight, arbitrary: fc.constant(type) }))),
      'connect-protocol-version': fc.constantFrom('1', '2'),
      'connect-timeout-ms': mostly('1000', '1', '0', '-1', '99999999999', 'x'),
      'grpc-timeout': mostly('1S', '1m', '0n', '999999999H', 'x'),
      [encoding]: mostly('identity', 'gzip', 'br', 'lzma', ''),
      'idempotency-key': keyText.map((key) => key.replace(/[^\x20-\x7e]/g, '?')),
    },
    { requiredKeys: ['content-type', 'idempotency-key'] },
  ) as fc.Arbitrary<Record<string, string>>;

/** Bytes that are a message in JSON, or in binary where it fits, now and then with some of them replaced or cut off. */
function bytesOf({ input }: Method, ids: readonly string[], isBinary: boolean): fc.Arbitrary<Buffer> {
  const whole = messageOf(input, ids).map((message) => {
    if (!isBinary) return Buffer.from(JSON.stringify(message));
    try {
      return Buffer.from(toBinary(input, fromJson(input, message as JsonValue)));
    } catch {
      return Buffer.from(JSON.stringify(message));
    }
  });
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 2, arbitrary: fc.tuple(whole, fc.nat(300), fc.uint8Array({ maxLength: 4 })).map(spliced) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat(300)).map(([message, end]) => message.subarray(0, end)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((junk) => Buffer.from(JSON.stringify(junk))) },
  );
}

const spliced = ([message, at, bytes]: readonly [Buffer, number, Uint8Array]): Buffer =>
  Buffer.concat([message.subarray(0, at), bytes, message.subarray(at + bytes.length)]);

const isBinary = (contentType: string): boolean => !contentType.includes('json');

/** Calls of methods that answer once, by the Connect protocol, and some of them by GET. */
export const connectRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  fc.oneof({ weight: 9, arbitrary: posted(ids) }, { weight: 2, arbitrary: queried(ids) });

const unary = OrderService.methods.filter(({ methodKind }) => methodKind === 'unary');
const streamed = OrderService.methods.filter(({ methodKind }) => methodKind === 'server_streaming');

const posted = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  fc
    .tuple(
      fc.constantFrom(...unary),
      headersOf(
        [
          ['application/json', 6],
          ['application/proto', 6],
          ['text/plain', 1],
          ['application/json; charset=utf-16', 1],
        ],
        'content-encoding',
      ),
    )
    .chain(([method, headers]) =>
      bytesOf(method, ids, isBinary(String(headers['content-type']))).map((body) => ({
        method: 'POST',
        path: pathOf(method),
        headers,
        body,
      })),
    );

const safe = ['GetOrder', 'ListOrders'];

const queried = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  fc.constantFrom(...unary.filter(({ name }) => safe.includes(name))).chain((method) =>
    fc
      .tuple(
        fc.record(
          {
            connect: fc.constantFrom('v1', 'v2'),
            encoding: fc.constantFrom('json', 'proto', 'proto', 'xml'),
            base64: fc.constantFrom('1', '0'),
            compression: fc.constantFrom('gzip', 'identity', 'lzma'),
          },
          { requiredKeys: ['encoding'] },
        ),
        fc.boolean(),
        fc.string({ maxLength: 20 }),
        fc.nat(9),
      )
      .chain(([parameters, isSafe, junk, dice]) =>
        bytesOf(method, ids, parameters.encoding === 'proto').map((bytes): DoorRequest => {
          const encoded = bytes.toString(isSafe ? 'base64url' : 'base64');
          const message = dice === 0 ? junk : parameters.base64 === '1' ? encoded : bytes.toString('latin1');
          const query = new URLSearchParams({ ...(parameters as Record<string, string>), message });
          return { method: 'GET', path: `${pathOf(method)}?${query}`, headers: {} };
        }),
      ),
  );

/** How a message is framed: as it has to be, or with flags and a length of another, or with one more after it. */
const framed = (message: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 7, arbitrary: message.map((data) => frame(data)) },
    {
      weight: 1,
      arbitrary: fc.tuple(message, fc.nat(255)).map(([data, flags]) => frame(data, { flags })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(message, fc.oneof(fc.nat(300), fc.nat(0xffffffff)))
        .map(([data, length]) => frame(data, { length })),
    },
    { weight: 1, arbitrary: fc.tuple(message, message).map((both) => Buffer.concat(both.map((data) => frame(data)))) },
    { weight: 1, arbitrary: message },
  );

const byFrames = (
  methods: readonly Method[],
  ids: readonly string[],
  contentTypes: readonly [string, number][],
  encoding: string,
): fc.Arbitrary<DoorRequest> =>
  fc.tuple(fc.constantFrom(...methods), headersOf(contentTypes, encoding)).chain(([method, headers]) =>
    framed(bytesOf(method, ids, isBinary(String(headers['content-type'])))).map((body) => ({
      method: 'POST',
      path: pathOf(method),
      headers,
      body: String(headers['content-type']).includes('-text') ? Buffer.from(body.toString('base64')) : body,
    })),
  );

/** Calls of methods that stream, by the Connect protocol. */
export const connectStreamRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  byFrames(
    streamed,
    ids,
    [
      ['application/connect+json', 6],
      ['application/connect+proto', 6],
      ['application/json', 1],
    ],
    'connect-content-encoding',
  );

/** Calls by gRPC-Web, in binary, in JSON, and in the text that is not served. */
export const grpcWebRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  byFrames(unary, ids, grpcWebTypes, 'grpc-encoding');

export const grpcWebStreamRequests = (ids: readonly string[]): fc.Arbitrary<DoorRequest> =>
  byFrames(streamed, ids, grpcWebTypes, 'grpc-encoding');

const grpcWebTypes: readonly [string, number][] = [
  ['application/grpc-web+proto', 8],
  ['application/grpc-web', 2],
  ['application/grpc-web+json', 4],
  ['application/grpc-web-text', 1],
  ['application/grpc-web-text+proto', 1],
];

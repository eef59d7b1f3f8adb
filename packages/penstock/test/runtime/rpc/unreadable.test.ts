import type { DescMethodUnary } from '@bufbuild/protobuf';
import { create, toBinary } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MethodContract } from '../../../runtime/rpc/method-contract.ts';
import { generatedParcels } from '../../contract/rpc/parcels.ts';
import { ask, type Door, doorsOf } from './doors.ts';
import { runMethod } from './run-method.ts';

type Generated = { readonly parcelService: Record<'createParcel' | 'getParcel', MethodContract<DescMethodUnary>> };
const { parcelService } = await generatedParcels<Generated>('parcelService.ts');
const doors = doorsOf(parcelService.createParcel);
const binary = doors.filter(({ contentType }) => contentType.endsWith('proto'));
const inJson = doors.filter(({ contentType }) => contentType.endsWith('json'));
const framed = doors.filter(({ isFramed }) => isFramed);

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function frame(message: Uint8Array, { flags = 0, length = message.length } = {}): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

const packed = ({ isFramed }: Door, message: Uint8Array): Uint8Array => (isFramed ? frame(message) : message);
const whole = toBinary(
  parcelService.createParcel.method.input,
  create(parcelService.createParcel.method.input, { code: 'P1', weight: 7, to: { line: 'x' } } as never),
);

it.each(doors)('$name takes what is whole', async (door) => {
  const message = door.contentType.endsWith('json') ? text('{"code":"P1"}') : whole;
  expect(await ask(door, { body: packed(door, message) })).toMatchObject({ code: 0 });
});

/** A message in a message in a message, as a group that is not known: deeper than anybody reads. */
const deep = bytes(...Array.from({ length: 5000 }, () => [0xfb, 0x01]).flat());

describe.each([
  ['a varint that ends too soon', bytes(0x10, 0xff)],
  ['a varint that is too long', bytes(0x10, ...Array.from({ length: 11 }, () => 0xff))],
  ['a text that is longer than the message', bytes(0x0a, 0x7f, 0x50)],
  ['a text of more bytes than there are in the world', bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f)],
  ['a wire type that there is not', bytes(0x0f)],
  ['another wire type than the field has', bytes(0x0d, 1, 2, 3)],
  ['the field 0', bytes(0x00, 0x00)],
  ['an end of a group that did not begin', bytes(0x0c)],
  ['groups in groups', deep],
])('%s', (_, message) => {
  it.each(binary)('is an invalid argument by $name', async (door) => {
    const told = await ask(door, { body: packed(door, message) });
    expect(told).toMatchObject({ code: Code.InvalidArgument });
    expect(told.status).toBe(door.isFramed ? 200 : 400);
  });
});

describe.each([
  ['no JSON', text('{"code":')],
  ['nothing', bytes()],
  ['a list', text('[]')],
  ['a field of another type', text('{"weight":"x"}')],
  ['a field that there is not', text('{"kode":"P1"}')],
  ['no base64 where bytes belong', text('{"seal":"!!!"}')],
  ['no UTF-8', Buffer.concat([text('{"code":"'), bytes(0xff, 0xc0), text('"}')])],
  ['lists in lists', text('['.repeat(20_000))],
  ['a character of which the parser tells one half', text('\u{80971}')],
  ['half a character', text('{"code":"\\ud800"}')],
])('%s', (_, message) => {
  it.each(inJson)('is an invalid argument by $name', async (door) => {
    expect(await ask(door, { body: packed(door, message) })).toMatchObject({ code: Code.InvalidArgument });
  });
});

describe.each([
  ['a length beyond what there is', frame(whole, { length: whole.length + 1 }), Code.InvalidArgument],
  ['a length beyond what is read', frame(whole, { length: 0xffffffff }), Code.ResourceExhausted],
  ['a head that ends too soon', bytes(0, 0, 0), Code.InvalidArgument],
  ['a flag of compression without one, which the specifications call so,', frame(whole, { flags: 1 }), Code.Internal],
  ['a second message', Buffer.concat([frame(whole), frame(whole)]), Code.Unimplemented],
  ['no message', bytes(), Code.Unimplemented],
])('%s', (_, body, code) => {
  it.each(framed.filter(({ contentType }) => contentType.endsWith('proto')))('is refused by $name', async (door) => {
    expect(await ask(door, { body })).toMatchObject({ code });
  });
});

const encodingHeaderOf = ({ contentType, isFramed }: Door): string => {
  if (!isFramed) return 'content-encoding';
  return contentType.includes('grpc') ? 'grpc-encoding' : 'connect-content-encoding';
};

it.each(doors)('a compression that $name does not know is unimplemented', async (door) => {
  const headers = { [encodingHeaderOf(door)]: 'lzma' };
  expect(await ask(door, { body: packed(door, whole), headers })).toMatchObject({ code: Code.Unimplemented });
});

it.each(binary)('bytes that are not compressed as $name was told are an invalid argument', async (door) => {
  const body = door.isFramed ? frame(whole, { flags: 1 }) : whole;
  const headers = { [encodingHeaderOf(door)]: 'gzip' };
  expect(await ask(door, { body, headers })).toMatchObject({ code: Code.InvalidArgument });
});

it.each(binary)('a deadline that was over before is what $name says, whatever the bytes are', async (door) => {
  const header = door.contentType.includes('grpc') ? { 'grpc-timeout': '0n' } : { 'connect-timeout-ms': '0' };
  const damaged = packed(door, bytes(0x10, 0xff));
  expect(await ask(door, { body: damaged, headers: header })).toMatchObject({ code: Code.DeadlineExceeded });
});

it.each([
  ['base64 that is none', 'encoding=proto&base64=1&message=%21%21'],
  ['base64 of no message', 'encoding=proto&base64=1&message=EP8'],
  ['text that is no message', 'encoding=proto&message=%10%FF'],
  ['JSON that is none', 'encoding=json&message=%7B'],
  ['nothing', 'encoding=json'],
  ['bytes that are not compressed', 'encoding=json&compression=gzip&message=%7B%7D'],
])('a query of %s is an invalid argument', async (_, query) => {
  const [door] = doorsOf(parcelService.getParcel);
  const told = await ask(door as Door, { method: 'GET', query: `?connect=v1&${query}` });
  expect(told).toMatchObject({ status: 400, code: Code.InvalidArgument });
});

/** What no bytes may bring about: each says that the server failed. */
const failures: readonly unknown[] = [Code.Internal, Code.Unknown, Code.DataLoss];
/** Whose code the specifications say. */
const unannounced = /received(?: |%20)compressed(?: |%20)envelope/;

/** Bytes as they come, and a whole message with some of its bytes replaced. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }).map((edits) => {
    const edited = Uint8Array.from(whole);
    for (const [at, value] of edits) edited[at] = value;
    return edited;
  }),
);

describe.each(doors)('bytes as they come by $name', (door) => {
  it('fail nothing inside', async () => {
    const body = door.isFramed
      ? fc.oneof(
          anyBytes.map((message) => frame(message)),
          fc
            .record({ message: anyBytes, flags: fc.nat(255), length: fc.oneof(fc.nat(80), fc.nat(0xffffffff)) })
            .map(({ message, ...head }) => frame(message, head)),
          fc.uint8Array({ maxLength: 32 }),
        )
      : anyBytes;
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const { status, code, text: said } = await ask(door, { body: sent });
        if (!unannounced.test(said)) expect(failures).not.toContain(code);
        expect(status).toBeLessThan(500);
      }),
    );
  });
});

describe('a request that cannot be read', () => {
  const damaged = {
    headers: { 'content-type': 'application/proto' },
    body: Buffer.from([0x10, 0xff]).toString('base64'),
  };

  it('is logged and counted as the fault of its client, with the problem that it is told', async () => {
    const { status, json, lines, metrics } = await runMethod({ event: damaged });
    expect({ status, code: json.code }).toEqual({ status: 400, code: 'invalid_argument' });
    expect(Buffer.from(json.details[0].value, 'base64').toString()).toContain('urn:penstock:problem:bad-request');
    expect(lines).toMatchObject([
      { level: 'info', fields: { operation: 'getParcel', status: 400, problem: 'bad-request' } },
    ]);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status: 400 }]);
  });

  it('is its fault too where a message is compressed and no header says so, which the caller is told as the specifications want it', async () => {
    const headers = { 'content-type': 'application/grpc-web+proto' };
    const body = Buffer.from(frame(whole, { flags: 1 })).toString('base64');
    const { bytes: sent, lines, metrics } = await runMethod({ event: { headers, body } });
    expect(sent.toString()).toContain('grpc-status: 13');
    expect(lines).toMatchObject([{ level: 'info', fields: { status: 400, problem: 'bad-request' } }]);
    expect(metrics).toMatchObject([{ status: 400 }]);
  });

  it('is its fault too where it is compressed by what nobody knows', async () => {
    const headers = { 'content-type': 'application/proto', 'content-encoding': 'lzma' };
    const { status, lines, metrics } = await runMethod({ event: { ...damaged, headers } });
    expect(status).toBe(501);
    expect(lines).toMatchObject([{ level: 'info', fields: { status: 400 } }]);
    expect(metrics).toMatchObject([{ status: 400 }]);
  });
});

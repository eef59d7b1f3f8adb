import { expect, it } from '@jest/globals';
import { doorFault, type Judged } from './door-fault.ts';
import { frame } from './rpc-frames.ts';

const bodyOf = (status: number, bytes: Buffer, type: string, json = {}): Judged => ({
  status,
  json,
  bytes,
  text: bytes.toString(),
  headers: { 'content-type': type },
});
const answer = (status: number, json: Record<string, unknown>) =>
  bodyOf(status, Buffer.from(JSON.stringify(json)), 'application/json', json);
const failed = (code?: string) => ({ data: null, errors: [{ extensions: { code } }] });
const events = (...lines: readonly string[]) => bodyOf(200, Buffer.from(lines.join('\n')), 'text/event-stream');
const next = (result: object) => `event: next\ndata: ${JSON.stringify(result)}\n`;
const complete = 'event: complete\ndata:\n\n';
const connect = (...frames: readonly Buffer[]) => bodyOf(200, Buffer.concat(frames), 'application/connect+json');
const grpcWeb = (...frames: readonly Buffer[]) => bodyOf(200, Buffer.concat(frames), 'application/grpc-web+proto');
const message = frame(Buffer.from('{}'));
const end = (code?: string) =>
  frame(Buffer.from(JSON.stringify(code === undefined ? {} : { error: { code } })), { flags: 2 });
const trailers = (status: number, said = '') =>
  frame(Buffer.from(`grpc-status: ${status}\r\ngrpc-message: ${said}\r\n`), { flags: 0x80 });

it.each([
  ['graph', answer(200, { data: {} }), undefined],
  ['graph', answer(200, failed('not-found')), undefined],
  ['graph', answer(200, failed('internal-error')), 'failed inside'],
  ['graph', answer(200, failed()), 'has an error without a code'],
  ['graph', answer(200, {}), 'has neither data nor errors'],
  ['graph', answer(500, failed('internal-error')), 'answered 500'],
  ['graph', answer(501, {}), 'answered 501'],
  ['graph', answer(503, {}), undefined],
  ['graph', answer(200, { data: { f0: { reference: 'ACME-ONLY' } } }), "shows what is another tenant's"],
  ['graph-stream', events(next({ data: {} }), complete), undefined],
  ['graph-stream', events(next({ data: {} })), 'is a stream without an end'],
  ['graph-stream', events(next(failed('internal-error')), complete), 'failed inside'],
  ['connect', answer(400, { code: 'invalid_argument' }), undefined],
  ['connect', answer(501, { code: 'unimplemented' }), undefined],
  ['connect', answer(200, { code: 'internal' }), 'failed inside'],
  ['connect', answer(500, {}), 'answered 500'],
  ['grpc-web', answer(502, {}), 'answered 502'],
  ['connect', answer(404, { message: 'ACME-ONLY' }), "shows what is another tenant's"],
  ['connect', answer(404, { message: 'no ord_of_acme' }), "shows what is another tenant's"],
  ['connect-stream', connect(message, end()), undefined],
  ['connect-stream', connect(message, end('internal')), 'failed inside'],
  ['connect-stream', connect(message, end('not_found')), undefined],
  ['connect-stream', connect(message), 'is a stream without an end'],
  ['connect-stream', connect(end(), message), 'is a stream without an end'],
  ['connect-stream', connect(end().subarray(0, 6)), 'is a stream without an end'],
  ['grpc-web', grpcWeb(message, trailers(0)), undefined],
  ['grpc-web', grpcWeb(trailers(13)), 'failed inside'],
  ['grpc-web', grpcWeb(trailers(3)), undefined],
  ['grpc-web', grpcWeb(trailers(13, 'received compressed envelope, but')), undefined],
  ['grpc-web', grpcWeb(message), 'is a stream without an end'],
] as const)('judges an answer of %s: %j', (door, given, what) => {
  expect(doorFault(door, given, ['ord_of_acme'])).toBe(what);
});

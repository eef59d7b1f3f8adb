import type { DescMethodServerStreaming, DescMethodUnary, DescService } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createConnectTransport, createGrpcTransport, createGrpcWebTransport } from '@connectrpc/connect-node';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { MethodContract } from '../../../runtime/rpc/method-contract.ts';
import type { Authorizer } from '../../../runtime/rpc/native/authorize.ts';
import { createBulkhead } from '../../../runtime/rpc/native/bulkhead.ts';
import { healthService } from '../../../runtime/rpc/native/health.ts';
import { Health, servingStatus } from '../../../runtime/rpc/native/health-schema.ts';
import { nativeListener } from '../../../runtime/rpc/native/listener.ts';
import { type NativeServer, startNativeServer } from '../../../runtime/rpc/native/server.ts';
import { service } from '../../../runtime/rpc/service.ts';
import { streamedService } from '../../../runtime/rpc/stream/streamed-service.ts';
import { caller, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { generatedParcels } from '../../contract/rpc/parcels.ts';

type Unary = MethodContract<DescMethodUnary>;
const { parcelService } = await generatedParcels<{ parcelService: Record<'createParcel' | 'getParcel', Unary> }>(
  'parcelService.ts',
);
/** The service of the kit's tests has no stream; this is what one would be. */
const watchParcel = {
  ...parcelService.getParcel,
  method: {
    ...parcelService.getParcel.method,
    methodKind: 'server_streaming',
    name: 'WatchParcel',
    localName: 'watch',
  },
  stream: { deadline: 9000 },
} as unknown as MethodContract<DescMethodServerStreaming>;
const parcels = {
  ...parcelService.getParcel.method.parent,
  methods: [...parcelService.getParcel.method.parent.methods, watchParcel.method],
} as DescService;
const path = '/parcels.v1.ParcelService/';

/** As the app's: it allows what the token is called after. */
const authorizer: Authorizer = async ({ methodArn, ...event }) => {
  const [authorizationToken] = ('multiValueHeaders' in event && event.multiValueHeaders?.authorization) || [];
  if (authorizationToken === 'Bearer other-paths') return allowing(methodArn, '/elsewhere.v1.Service/*');
  if (authorizationToken === 'Bearer broken') throw new Error('The issuer is out of reach');
  if (authorizationToken !== 'Bearer good') throw new Error('Unauthorized');
  return allowing(methodArn, `${path}*`);
};

function allowing(methodArn: string, pattern: string) {
  const Resource = [`${methodArn.split('/', 2).join('/')}/POST${pattern}`];
  const statement = { Action: 'execute-api:Invoke', Effect: 'Allow' as const, Resource };
  return { principalId: 'c', policyDocument: { Version: '1', Statement: [statement] }, context: caller() as never };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Served {
  readonly entry?: (request: never) => object;
  readonly streamed?: (request: never) => object;
  readonly limits?: Record<string, number>;
}

const found = () => ({ run: async () => ({ message: { id: 'p1' } }) });
const streamOf = (ids: readonly string[]) => () => ({
  run: async () =>
    (async function* () {
      for (const id of ids) yield { id };
    })(),
});

async function serve({ entry = found, streamed = streamOf(['a', 'b']), limits = {} }: Served = {}) {
  const { runtime, lines, metrics } = recordingRuntime();
  const unary = service(parcelService, { createParcel: entry, getParcel: entry } as never, () => runtime);
  const streams = streamedService({ watchParcel }, { watchParcel: streamed } as never, () => runtime);
  const health = healthService(['parcels.v1.ParcelService']);
  const bulkhead = createBulkhead(limits);
  const listener = nativeListener({ services: [unary.hosted, streams.hosted], authorizer, bulkhead, health });
  const server = await startNativeServer({ listener, health, host: '127.0.0.1', port: 0 });
  closing.push(() => drain(server));
  return { server, lines, metrics, url: `http://127.0.0.1:${server.port}` };
}

const drained = new WeakSet<NativeServer>();
async function drain(server: NativeServer, callsMs = 1000): Promise<void> {
  if (drained.has(server)) return;
  drained.add(server);
  await server.drain({ noticeMs: 0, callsMs });
}

interface Parcels {
  getParcel(request: object, options?: object): Promise<{ id: string }>;
  watch(request: object, options?: object): AsyncIterable<{ id: string }>;
}
const grpc = (baseUrl: string): Transport => createGrpcTransport({ baseUrl });
const clientOf = (url: string, transport = grpc) => createClient(parcels, transport(url)) as unknown as Parcels;
const good = { headers: { authorization: 'Bearer good' } };
const code = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => ConnectError.from(error).code,
  );

describe('a call by HTTP/2', () => {
  it.each([
    ['gRPC', grpc],
    ['gRPC-Web', (baseUrl: string) => createGrpcWebTransport({ baseUrl, httpVersion: '2' })],
    ['Connect', (baseUrl: string) => createConnectTransport({ baseUrl, httpVersion: '2' })],
  ])('is answered in %s, and reported as the operation that it serves', async (_, transport) => {
    const { url, metrics, lines } = await serve();
    const client = clientOf(url, transport);
    expect(await client.getParcel({ id: 'p1' }, good)).toMatchObject({ id: 'p1' });
    expect(lines).toMatchObject([{ fields: { operation: 'getParcel', tenant: 'acme', status: 200 } }]);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status: 200 }]);
  });

  it.each([
    ['has no token', undefined, Code.Unauthenticated, 401],
    ['has a token that does not hold', 'Bearer other', Code.Unauthenticated, 401],
    ['has a token for other methods', 'Bearer other-paths', Code.PermissionDenied, 403],
    ['has a token that cannot be checked', 'Bearer broken', Code.Unavailable, 503],
  ])('fails where it %s, whatever it asks for', async (_, authorization, expected, status) => {
    const { url, metrics } = await serve();
    const options = authorization === undefined ? {} : { headers: { authorization } };
    expect(await code(clientOf(url).getParcel({ id: '' }, options))).toBe(expected);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status }]);
  });

  it('fails where it breaks a rule of its file', async () => {
    const { url } = await serve();
    expect(await code(clientOf(url).getParcel({ id: '' }, good))).toBe(Code.InvalidArgument);
  });

  it('fails where it is larger than a message may be, and is reported', async () => {
    const { url, metrics, server } = await serve();
    const call = clientOf(url).getParcel({ id: 'x'.repeat(64 * 1024) }, good);
    expect(await code(call)).toBe(Code.ResourceExhausted);
    await drain(server);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status: 400 }]);
  });

  it('may wait no longer than its method, whatever its caller says', async () => {
    let most = 0;
    const started = Date.now();
    const { url } = await serve({
      entry: () => ({
        run: async ({ deadlineAt }: { deadlineAt: number }) => {
          most = deadlineAt - started;
          return { message: { id: 'p1' } };
        },
      }),
    });
    await clientOf(url).getParcel({ id: 'p1' }, { ...good, timeoutMs: 9_999_999 });
    expect(most).toBeLessThanOrEqual(2800 + 1000);
  });

  it('is answered message by message where its method streams', async () => {
    const { url, lines } = await serve();
    const ids: string[] = [];
    for await (const { id } of clientOf(url).watch({ id: 'p1' }, good)) ids.push(id);
    expect(ids).toEqual(['a', 'b']);
    expect(lines).toMatchObject([{ fields: { status: 200, ended: 'complete', events: 2 } }]);
  });

  it('ends the source of its stream when its caller leaves', async () => {
    let left: () => void = () => {};
    const hasLeft = new Promise<void>((resolve) => {
      left = resolve;
    });
    const streamed = () => ({
      run: async ({ signal }: { signal: AbortSignal }) =>
        (async function* () {
          signal.addEventListener('abort', () => left());
          yield { id: 'a' };
          await hasLeft;
        })(),
    });
    const { url } = await serve({ streamed });
    const leave = new AbortController();
    const stream = clientOf(url).watch({ id: 'p1' }, { ...good, signal: leave.signal });
    await stream[Symbol.asyncIterator]().next();
    leave.abort();
    await hasLeft;
  });

  it('is refused at once where as many of its method run as may, and others are not', async () => {
    let free: () => void = () => {};
    const isFree = new Promise<void>((resolve) => {
      free = resolve;
    });
    const entry = () => ({
      run: async () => {
        await isFree;
        return { message: { id: 'p1' } };
      },
    });
    const { url } = await serve({ entry, limits: { 'ParcelService.GetParcel': 1 } });
    const client = clientOf(url);
    const [one, other] = [1, 2].map(() => client.getParcel({ id: 'p1' }, good));
    expect(await code(Promise.race([one, other]))).toBe(Code.Unavailable);
    free();
    expect((await Promise.allSettled([one, other])).map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(await client.getParcel({ id: 'p1' }, good)).toMatchObject({ id: 'p1' });
  });

  it('fails as unimplemented where there is no such method', async () => {
    const { url } = await serve();
    expect(await code(clientOf(`${url}/elsewhere`).getParcel({}))).toBe(Code.Unimplemented);
  });
});

describe('the health of the process', () => {
  const healthOf = (url: string) =>
    createClient(Health, grpc(url)) as unknown as {
      check(request: object): Promise<{ status: number }>;
      watch(request: object): AsyncIterable<{ status: number }>;
    };

  it.each(['', 'parcels.v1.ParcelService'])('is told of the service "%s", without a token', async (name) => {
    const { url } = await serve();
    expect(await healthOf(url).check({ service: name })).toMatchObject({ status: servingStatus.serving });
  });

  it('is not told of a service that is none', async () => {
    const { url } = await serve();
    expect(await code(healthOf(url).check({ service: 'other' }))).toBe(Code.NotFound);
    const [first] = [await healthOf(url).watch({ service: 'other' })[Symbol.asyncIterator]().next()];
    expect(first?.value).toMatchObject({ status: servingStatus.serviceUnknown });
  });

  it('changes for those who watch when the process is told to end', async () => {
    const { url, server } = await serve();
    const watched = healthOf(url).watch({})[Symbol.asyncIterator]();
    expect((await watched.next()).value).toMatchObject({ status: servingStatus.serving });
    const ended = drain(server);
    expect((await watched.next()).value).toMatchObject({ status: servingStatus.notServing });
    await ended;
  });
});

describe('a process that is told to end', () => {
  const slow = () => {
    let start: () => void = () => {};
    let end: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      start = resolve;
    });
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const entry = () => ({
      run: async () => {
        start();
        await ended;
        return { message: { id: 'p1' } };
      },
    });
    return { entry, started, end };
  };

  it('answers what it was asked before, and takes nothing more', async () => {
    const { entry, started, end } = slow();
    const { url, server } = await serve({ entry });
    const answer = clientOf(url).getParcel({ id: 'p1' }, good);
    await started;
    const ended = drain(server, 60_000);
    end();
    expect(await answer).toMatchObject({ id: 'p1' });
    await ended;
    expect(await code(clientOf(url).getParcel({ id: 'p1' }, good))).toBe(Code.Unavailable);
  });

  it('waits no longer than it may', async () => {
    const { entry, started, end } = slow();
    const { url, server } = await serve({ entry });
    const answered = code(clientOf(url).getParcel({ id: 'p1' }, good));
    await started;
    await drain(server, 0);
    expect(await answered).toBeDefined();
    end();
  });
});

it('has nothing to say to HTTP/1.1, which is what a web page speaks without TLS', async () => {
  const { url } = await serve();
  const answer = fetch(`${url}${path}GetParcel`, { method: 'POST', headers: good.headers, body: '' });
  expect((await answer.catch(() => undefined))?.ok ?? false).toBe(false);
});

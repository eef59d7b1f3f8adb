import { createSocket, Socket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import xray from '../../../runtime/aws/xray-core.ts';
import { facadeOf, Segment, Subsegment } from '../../../runtime/aws/xray-segment.ts';

const TRACE = '1-67891233-abcdef012345678912345678';
const HEADER = `Root=${TRACE};Parent=aaaaaaaaaaaaaaaa;Sampled=1`;
type Document = Record<string, unknown>;

const keep = { ...process.env };
/** What was sent to a daemon, and where to. */
let datagrams: { readonly text: string; readonly to: string }[];
beforeEach(() => {
  datagrams = [];
  const send = (text: string, port: number, host: string, sent: () => void) => {
    datagrams.push({ text, to: `${host}:${port}` });
    sent();
  };
  jest.spyOn(Socket.prototype, 'send').mockImplementation(send as never);
  jest.spyOn(Date, 'now').mockReturnValue(1_700_000_000_250);
  process.env.AWS_XRAY_DAEMON_ADDRESS = '127.0.0.1:2345';
  process.env._X_AMZN_TRACE_ID = HEADER;
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...keep };
});

/** What the daemon is sent of work. */
async function sent(work: () => unknown): Promise<readonly Document[]> {
  await work();
  return datagrams.map(({ text }) => JSON.parse(text.split('\n')[1] ?? ''));
}

const parent = new Segment('aaaaaaaaaaaaaaaa', TRACE, false);
/** The document of a new subsegment, after something was done to it. */
const documentOf = async (change: (subsegment: Subsegment) => void): Promise<Document> => {
  const [document = {}] = await sent(() => {
    const subsegment = parent.addNewSubsegment('call');
    change(subsegment);
    subsegment.close();
  });
  return document;
};

describe('a subsegment', () => {
  it('is sent to the daemon when it closes', async () => {
    const { id, ...document } = await documentOf(() => {});

    expect(datagrams).toMatchObject([
      { to: '127.0.0.1:2345', text: expect.stringMatching(/^\{"format":"json","version":1\}\n\{/) },
    ]);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(document).toEqual({
      name: 'call',
      type: 'subsegment',
      trace_id: TRACE,
      parent_id: 'aaaaaaaaaaaaaaaa',
      start_time: 1_700_000_000.25,
      end_time: 1_700_000_000.25,
    });
  });

  it('is sent to where Lambda has its daemon, where nothing else is said', async () => {
    delete process.env.AWS_XRAY_DAEMON_ADDRESS;
    await documentOf(() => {});

    expect(datagrams.map(({ to }) => to)).toEqual(['127.0.0.1:2000']);
  });

  it('reaches a daemon, and leaves no socket behind', async () => {
    jest.restoreAllMocks();
    const daemon = createSocket('udp4');
    await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
    process.env.AWS_XRAY_DAEMON_ADDRESS = `127.0.0.1:${daemon.address().port}`;
    const received = once(daemon, 'message');
    const closed = jest.spyOn(Socket.prototype, 'close');

    parent.addNewSubsegment('call').close();
    const [data] = await received;
    while (closed.mock.calls.length === 0) await nextTurn();
    daemon.close();

    expect(String(data)).toContain('"name":"call"');
  });

  it('keeps all that is said of it', async () => {
    const document = await documentOf((subsegment) => {
      subsegment.addAttribute('namespace', 'aws');
      subsegment.addAnnotation('tenant', 'acme');
      subsegment.addAnnotation('status', 200);
      subsegment.addMetadata('a', 1);
      subsegment.addMetadata('b', 2);
      subsegment.addMetadata('c', 3, 'other');
    });

    expect(document).toMatchObject({
      namespace: 'aws',
      annotations: { tenant: 'acme', status: 200 },
      metadata: { default: { a: 1, b: 2 }, other: { c: 3 } },
    });
  });

  it.each([
    [200, {}],
    [399, {}],
    [400, { error: true }],
    [428, { error: true }],
    [429, { error: true, throttle: true }],
    [430, { error: true }],
    [499, { error: true }],
    [500, { fault: true }],
    [503, { fault: true }],
  ])('says what the status %i means', async (status, flags) => {
    const { error, throttle, fault } = await documentOf((subsegment) => subsegment.addStatusFlags(status));

    expect(JSON.parse(JSON.stringify({ error, throttle, fault }))).toEqual(flags);
  });

  it.each([
    ['from elsewhere', true, [true]],
    ['of its own', false, []],
  ])('has an error %s', async (_case, remote, more) => {
    const document = await documentOf((subsegment) => subsegment.addError(new TypeError('no'), ...more));

    expect(document).toMatchObject({
      fault: true,
      cause: {
        working_directory: process.cwd(),
        exceptions: [{ id: expect.stringMatching(/^[0-9a-f]{16}$/), message: 'no', type: 'TypeError', remote }],
      },
    });
  });

  it('has subsegments of its own', () => {
    const outer = parent.addNewSubsegment('outer');
    const inner = outer.addNewSubsegment('inner');

    expect([inner.trace_id, inner.notTraced]).toEqual([TRACE, false]);
    expect(inner.header()).toBe(`Root=${TRACE};Parent=${inner.id};Sampled=1`);
    expect(outer.id).not.toBe(inner.id);
  });

  it.each([
    ['by itself', new Subsegment('alone')],
    ['in a trace that is not sampled', new Segment('a', TRACE, true).addNewSubsegment('call')],
    ['in no trace', new Segment('a', '', false).addNewSubsegment('call')],
  ])('is not sent %s', async (_case, silent) => {
    const [document] = await sent(() => {
      silent.close();
      parent.addNewSubsegment('after').close();
    });

    expect(document?.name).toBe('after');
  });

  it('hands on that it is not sampled', () => {
    const alone = new Subsegment('alone');

    expect(alone.header()).toBe(`Root=;Parent=${alone.id};Sampled=0`);
  });

  it('fails nobody when there is no daemon', async () => {
    const fail = function (this: Socket): void {
      this.emit('error', new Error('nowhere'));
    };
    jest.spyOn(Socket.prototype, 'send').mockImplementation(fail as never);

    expect(() => parent.addNewSubsegment('call').close()).not.toThrow();
  });
});

describe('the segment of a tracing header', () => {
  it.each([
    [HEADER, { id: 'aaaaaaaaaaaaaaaa', trace_id: TRACE, notTraced: false }],
    [HEADER.replace('Sampled=1', 'Sampled=0'), { id: 'aaaaaaaaaaaaaaaa', trace_id: TRACE, notTraced: true }],
    ['', { id: '', trace_id: '', notTraced: true }],
    [undefined, { id: '', trace_id: '', notTraced: true }],
  ])('is what %s says', (header, expected) => {
    expect(facadeOf(header)).toMatchObject(expected);
  });
});

describe('the trace of an invocation', () => {
  it('begins at Lambda’s segment, and where work runs at its subsegment', async () => {
    const seen: string[] = [];

    await sent(() =>
      xray.captureAsyncFunc('work', async (subsegment) => {
        await Promise.resolve();
        seen.push(xray.getSegment().id, subsegment.id);
        subsegment.close();
      }),
    );

    expect(xray.getSegment()).toMatchObject({ id: 'aaaaaaaaaaaaaaaa', trace_id: TRACE });
    expect(seen[0]).toBe(seen[1]);
  });

  it('gives what the work gives', async () => {
    expect(await xray.captureAsyncFunc('work', async () => 7)).toBe(7);
  });

  it('can be told where it is, within work only', async () => {
    const other = parent.addNewSubsegment('other');
    xray.setSegment(other);

    expect(xray.getSegment().id).toBe('aaaaaaaaaaaaaaaa');
    await xray.captureAsyncFunc('work', async () => {
      xray.setSegment(other);
      expect(xray.getSegment()).toBe(other);
    });
  });
});

describe('a client', () => {
  type Middleware = (next: (args: object) => Promise<unknown>, context: object) => (args: object) => Promise<unknown>;
  const context = { clientName: 'DynamoDBClient', commandName: 'GetItemCommand' };

  function captured(region: unknown = async () => 'eu-west-1') {
    const added: unknown[] = [];
    let middleware: Middleware | undefined;
    const client = {
      config: { region },
      middlewareStack: {
        add: (given: Middleware, options: unknown) => {
          middleware = given;
          added.push(options);
        },
      },
    };
    expect(xray.captureAWSv3Client(client)).toBe(client);
    expect(added).toEqual([{ step: 'build', name: 'xrayInstrumentation', override: true }]);
    const request = { headers: {} as Record<string, string> };
    const call = async (next: (args: object) => Promise<unknown>, of: object = context) =>
      middleware?.(next, of)({ input: { TableName: 'parcels' }, request });
    return { call, request };
  }

  it('tells of a call: what, where, how often it was tried and how it ended', async () => {
    const { call, request } = captured();
    const result = { output: { $metadata: { httpStatusCode: 200, requestId: 'r-1', attempts: 3 } } };

    const [document] = await sent(async () => expect(await call(async () => result)).toBe(result));

    expect(document).toMatchObject({
      name: 'DynamoDB',
      namespace: 'aws',
      aws: { operation: 'GetItem', region: 'eu-west-1', request_id: 'r-1', retries: 2, table_name: 'parcels' },
      http: { response: { status: 200 } },
    });
    expect(document).not.toHaveProperty('fault');
    expect(request.headers).toEqual({ 'X-Amzn-Trace-Id': `Root=${TRACE};Parent=${document?.id};Sampled=1` });
  });

  it('tells of what it knows where less is said', async () => {
    const { call } = captured('eu-west-2');

    const [document] = await sent(() => call(async () => ({ output: {} }), {}));

    expect(document).toMatchObject({ name: 'AWS', aws: { operation: '', region: 'eu-west-2', retries: 0 } });
    expect(document).not.toHaveProperty('error');
  });

  it.each([
    ['ClientIsFirst', 'ClientIsFirst'],
    ['SQSClient', 'SQS'],
  ])('is called %s as %s', async (clientName, name) => {
    const [document] = await sent(() =>
      captured().call(async () => ({ output: {} }), { clientName, commandName: 'CommandXCommand' }),
    );

    expect(document).toMatchObject({ name, aws: { operation: 'CommandX' } });
  });

  it('tells of a failure, and throws it', async () => {
    const error = Object.assign(new TypeError('no table'), { $metadata: { httpStatusCode: 400, attempts: 1 } });

    const [document] = await sent(() => expect(captured().call(() => Promise.reject(error))).rejects.toBe(error));

    expect(document).toMatchObject({
      error: true,
      fault: true,
      cause: { exceptions: [{ message: 'no table', type: 'TypeError', remote: true }] },
      aws: { retries: 0 },
    });
  });

  it('tells of a failure that is no error', async () => {
    const [document] = await sent(() => expect(captured().call(() => Promise.reject('no'))).rejects.toBe('no'));

    expect(document).not.toHaveProperty('cause');
  });
});

it('what runs outside of Lambda only does nothing', () => {
  for (const silent of [xray.captureHTTPsGlobal, xray.setContextMissingStrategy, xray.setLogger]) {
    expect(silent()).toBeUndefined();
  }
  expect([xray.Segment, xray.Subsegment]).toEqual([Segment, Subsegment]);
});

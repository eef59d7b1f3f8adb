import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { replacements } from '../../../build/replacements.ts';

/** Uses tracer and client as the functions do; prints what the call found. */
const program = `
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createTracer } from './packages/penstock/runtime/telemetry/tracer.ts';
const tracer = createTracer('parcels');
const client = tracer.instrument(new DynamoDBClient({ maxAttempts: 1 }));
const call = (table) => client.send(new GetItemCommand({ TableName: table, Key: { pk: { S: '1' } } }));
const main = async () => {
  await tracer.run('## getParcel', async () => {
    tracer.annotate('operation', 'getParcel');
    tracer.annotate('status', 200);
    console.log(JSON.stringify((await call('good')).Item));
    await Promise.all([call('good'), call('good')]);
  });
  await tracer.run('## getParcel', () => call('bad')).catch((error) => console.log(error.name));
  client.destroy();
};
main();
`;

type Document = Record<string, unknown>;
interface Outcome {
  readonly output: string;
  readonly documents: readonly Document[];
  readonly headers: readonly string[];
  readonly bytes: number;
}

let folder: string;
let lean: Outcome;
let whole: Outcome;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replacements-'));
  lean = await outcomeOf('lean', replacements);
  whole = await outcomeOf('whole', {});
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a bundle with lean parts', () => {
  it('does what the whole packages do', () => {
    expect(lean.output).toBe(whole.output);
    expect(lean.output).toBe('{"pk":{"S":"1"}}\nResourceNotFoundException\n');
  });

  it('sends the same trace', () => {
    expect(essences(lean)).toEqual(essences(whole));
    expect(lean.documents).toHaveLength(6);
  });

  it("hangs its work on Lambda's segment", () => {
    const [handler] = named(lean, '## getParcel');
    const calls = named(lean, 'DynamoDB');

    expect(handler).toMatchObject({ parent_id: 'aaaaaaaaaaaaaaaa', trace_id: TRACE });
    expect(calls.filter(({ parent_id }) => parent_id === handler?.id)).toHaveLength(3);
  });

  it('hands the trace on to the service', () => {
    const ids = named(lean, 'DynamoDB').map(({ id }) => `Root=${TRACE};Parent=${id};Sampled=1`);

    expect([...lean.headers].sort()).toEqual(ids.sort());
    expect(whole.headers).toHaveLength(4);
  });

  it('is less than half as big', () => {
    expect(lean.bytes).toBeLessThan(whole.bytes / 2);
  });
});

const TRACE = '1-67891233-abcdef012345678912345678';
/** Sorted: datagrams may overtake each other. */
const essences = ({ documents }: Outcome): string[] => documents.map((one) => JSON.stringify(essence(one))).sort();
const named = ({ documents }: Outcome, name: string): Document[] => documents.filter((one) => one.name === name);

/**
 * What both must agree on: not ids and times; of an error not its stack, which the log has; and not the retries, where
 * the whole package counts the first attempt as one.
 */
function essence({ name, type, namespace, annotations, aws, http, fault, error, throttle, cause, trace_id }: Document) {
  const { operation, region, table_name, request_id } = (aws ?? {}) as Document;
  const { status } = ((http as Document | undefined)?.response ?? {}) as Document;
  const exceptions = ((cause as Document | undefined)?.exceptions ?? []) as Document[];
  return {
    ...{ name, type, namespace, annotations, fault, error, throttle, trace_id },
    aws: { operation, region, table_name, request_id },
    status,
    exceptions: exceptions.map(({ message, type: kind }) => ({ message, kind })),
  };
}

async function outcomeOf(name: string, alias: Readonly<Record<string, string>>): Promise<Outcome> {
  const file = join(folder, `${name}.cjs`);
  const { metafile } = await build({
    stdin: { contents: program, resolveDir: process.cwd(), loader: 'ts' },
    outfile: file,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    minify: true,
    metafile: true,
    logLevel: 'silent',
    alias,
  });
  const bytes = Object.values(metafile.outputs)[0]?.bytes ?? 0;
  return { bytes, ...(await traced(file)) };
}

/** Runs a bundle as Lambda would, with a daemon and a service that keep what they receive. */
async function traced(file: string): Promise<Omit<Outcome, 'bytes'>> {
  const documents: Document[] = [];
  const headers: string[] = [];
  const daemon = createSocket('udp4').on('message', (message) => {
    documents.push(JSON.parse(message.toString().split('\n')[1] ?? '{}'));
  });
  await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
  const service = createServer(async (request, response) => {
    headers.push(String(request.headers['x-amzn-trace-id']));
    let body = '';
    for await (const chunk of request) body += chunk;
    const good = JSON.parse(body).TableName === 'good';
    response.writeHead(good ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'q' });
    response.end(good ? '{"Item":{"pk":{"S":"1"}}}' : '{"__type":"ResourceNotFoundException","message":"no table"}');
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: '/var/task',
    AWS_XRAY_LOG_LEVEL: 'silent',
    _X_AMZN_TRACE_ID: `Root=${TRACE};Parent=aaaaaaaaaaaaaaaa;Sampled=1`,
  };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  while (documents.length < 6) await new Promise((resolve) => setTimeout(resolve, 10));
  daemon.close();
  service.closeAllConnections();
  service.close();
  return { output: stdout, documents, headers };
}

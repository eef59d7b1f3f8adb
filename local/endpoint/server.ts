import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../body.ts';
import type { EngineClient } from '../dynamodb/client.ts';
import { evaluate } from '../iam/policy.ts';
import { object, parseJson, text } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import { createListeners } from '../listeners.ts';
import { type Access, dynamodbAccess } from './actions.ts';
import { type Answer, accessDenied, failure, unknownOperation } from './answers.ts';

/** A call that a function made to the engine, or was refused. */
export interface EngineCall {
  readonly functionName: string;
  /** E.g. `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly status: number;
  readonly error?: string;
}

/** Stands where AWS stands for a function: tells it by its access key, asks its role's policy, passes the call on. */
export interface AwsEndpoint {
  readonly url: string;
  accessKeyId(fn: FunctionDefinition): string;
  onCall(listener: (call: EngineCall) => void): () => void;
  close(): Promise<void>;
}

export interface EndpointOptions {
  readonly account: string;
  readonly functions: readonly FunctionDefinition[];
  readonly engine: EngineClient;
}

const target = 'DynamoDB_20120810.';

export async function startEndpoint({ account, functions, engine }: EndpointOptions): Promise<AwsEndpoint> {
  const byKey = new Map(functions.map((fn, index) => [keyOf(index), fn]));
  const keys = new Map([...byKey].map(([key, fn]) => [fn.name, key]));
  const calls = createListeners<EngineCall>();
  const decisions = new Map<string, boolean>();

  const allowed = (fn: FunctionDefinition, { action, resource }: Access): boolean => {
    const question = `${fn.name} ${action} ${resource}`;
    const decision = decisions.get(question) ?? evaluate(fn.role.statements, action, resource) === 'allowed';
    decisions.set(question, decision);
    return decision;
  };

  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const fn = byKey.get(credentialOf(request));
    const operation = String(request.headers['x-amz-target'] ?? '');
    const { bytes: body } = await readBody(request);
    if (fn === undefined)
      return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (!operation.startsWith(target)) return unknownOperation(operation || `${request.method} ${request.url}`);
    const name = operation.slice(target.length);
    const input = object(parseJson(body.toString('utf8')));
    const accesses = dynamodbAccess(name, input, (table) => tableArn(table, fn.region, account));
    if (accesses === undefined) return unknownOperation(operation);
    const denied = accesses.find((access) => !allowed(fn, access));
    const answer = denied === undefined ? await pass(engine, operation, body) : accessDenied(fn, denied, account);
    calls.tell(engineCall(fn, name, denied?.resource ?? accesses[0]?.resource ?? '', answer));
    return answer;
  };

  const server = createServer((request, response) => {
    handle(request).then(
      (answer) => reply(response, answer),
      (error) => reply(response, failure('InternalServerError', `The local engine fails: ${error}`, 500)),
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId: (fn) => keys.get(fn.name) ?? '',
    onCall: calls.add,
    close: () => closeServer(server),
  };
}

/** Of the form that SDKs expect, and not one that AWS would issue. */
function keyOf(index: number): string {
  return `ASIALOCAL${String(index).padStart(11, '0')}`;
}

function credentialOf(request: IncomingMessage): string {
  return /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function tableArn(table: string, region: string, account: string): string {
  return table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${account}:table/${table}`;
}

async function pass(engine: EngineClient, operation: string, body: Buffer): Promise<Answer> {
  const { status, headers, body: answer } = await engine.forward(operation, body);
  const kept = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'].flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { status, headers: Object.fromEntries(kept), body: answer };
}

function engineCall(fn: FunctionDefinition, operation: string, resource: string, { status, body }: Answer): EngineCall {
  const call = { functionName: fn.name, action: `dynamodb:${operation}`, resource, status };
  if (status < 400) return call;
  const type = text(object(parseJson(body.toString('utf8'))).__type) ?? 'Error';
  return { ...call, error: type.split('#').at(-1) ?? type };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

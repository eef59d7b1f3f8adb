import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../body.ts';
import { type ControlRequest, type ControlService, mayEverything } from '../control-plane/service.ts';
import type { EngineClient } from '../dynamodb/client.ts';
import { createDynamodbService } from '../dynamodb/service.ts';
import type { TableDefinition } from '../dynamodb/tables.ts';
import { answerOn, type Handler } from '../guard/answer.ts';
import type { Grant } from '../iam/grants.ts';
import { object, parseJson, text } from '../json.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import { createListeners } from '../listeners.ts';
import { originOf } from '../port.ts';
import type { Access } from './actions.ts';
import { bindEndpointAddress, type EndpointAddress, newKeyId } from './address.ts';
import { accessDenied, deniedMessage, failure, unknownOperation } from './answers.ts';
import { createPermissions } from './permissions.ts';
import { type RestRequest, type RestService, readRest } from './rest.ts';
import type { Answer, AwsService, Caller } from './service.ts';

/** A call that a function made to the engine, or was refused. */
export interface EngineCall {
  readonly functionName: string;
  /** E.g. `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly status: number;
  readonly error?: string;
  /** What it touched, as IAM has it; of a call that was refused, the first that no policy allows. */
  readonly accesses: readonly Access[];
}

/** Stands where AWS stands for a function: tells it by its access key, asks its role's policy, passes the call on. */
export interface AwsEndpoint {
  readonly url: string;
  accessKeyId(fn: FunctionDefinition): string;
  /** Knows a function from now on, or knows it by another role. */
  put(fn: FunctionDefinition): void;
  remove(functionName: string): void;
  /** Lets more services answer. */
  extend(services: readonly AwsService[], controls: readonly ControlService[]): void;
  /** Of the person who operates the stage: may do anything. */
  readonly operatorKeyId: string;
  /** Answers a request that came to another address. */
  readonly answer: Handler;
  /** What it answers a caller that another region's endpoint knows. */
  answerAs(caller: Caller, request: EndpointRequest): Promise<Answer>;
  /** Takes a grant out of the role of a function, as an edit of its policy does; what it returns gives it back. */
  revoke(functionName: string, grant: Grant): () => void;
  onCall(listener: (call: EngineCall) => void): () => void;
  close(): Promise<void>;
}

/** A request in JSON, with its `X-Amz-Target`. */
interface TargetRequest {
  readonly target: string;
  readonly body: Buffer;
}

/** A request without a target: by method and path, to the service that it is signed for. */
interface SignedRequest {
  readonly rest: RestRequest;
  readonly service: string;
}

export type EndpointRequest = TargetRequest | SignedRequest;

export interface EndpointOptions {
  readonly account: string;
  readonly functions: readonly FunctionDefinition[];
  readonly engine: EngineClient;
  /** Those that the template declares: what DynamoDB refuses of them is refused before the engine is asked. */
  readonly tables?: () => readonly TableDefinition[];
  readonly region: string;
  /** Those beside DynamoDB. */
  readonly services?: readonly AwsService[];
  /** Those that are not spoken to by targets. */
  readonly restServices?: readonly RestService[];
  /** The endpoint of another region that a request is signed for; absent: there is none. */
  readonly endpointIn?: (region: string) => Pick<AwsEndpoint, 'answerAs'> | 'stopped' | undefined;
  /** By default one of its own. */
  readonly address?: EndpointAddress;
}

export async function startEndpoint(options: EndpointOptions): Promise<AwsEndpoint> {
  const { account, engine, region, tables = () => [] } = options;
  const address = options.address ?? (await bindEndpointAddress());
  const { server, operatorKeyId } = address;
  const byKey = new Map<string, FunctionDefinition>();
  const keys = new Map<string, string>();
  const put = (fn: FunctionDefinition) => {
    const key = keys.get(fn.name) ?? newKeyId();
    keys.set(fn.name, key);
    byKey.set(key, fn);
  };
  for (const fn of options.functions) put(fn);
  const services = new Map(
    [createDynamodbService(engine, tables, region, account), ...(options.services ?? [])].map((service) => [
      service.target,
      service,
    ]),
  );
  const controls = new Map<string, ControlService>();
  const calls = createListeners<EngineCall>();
  const permissions = createPermissions();
  const callerOf = (key: string): Caller | undefined => {
    if (key === operatorKeyId) return { kind: 'operator', region };
    const fn = byKey.get(key);
    return fn === undefined ? undefined : { kind: 'function', fn };
  };
  const rest = new Map((options.restServices ?? []).map((service) => [service.prefix, service]));
  const answerRest = ({ rest: request, service: name }: SignedRequest, caller: Caller): Answer => {
    const service = rest.get(name);
    const operation = service?.operation(request);
    if (service === undefined || operation === undefined) {
      return unknownOperation(`${request.method} /${request.path.join('/')}`);
    }
    const { access } = operation;
    const answer = permissions.permits(caller, access, {})
      ? operation.answer()
      : accessDenied(caller, access, account, service);
    calls.notify(engineCall(caller, access.action, [access], answer));
    return answer;
  };
  const answerControl = async (control: ControlService, request: ControlRequest, caller: Caller): Promise<Answer> => {
    if (caller.kind === 'operator') return control.answer(request, mayEverything);
    const may = { isOperator: false, access: (access: Access) => permissions.permits(caller, access, control) };
    const accesses = control.accesses?.(request);
    if (accesses === undefined) return operatorAlone(control);
    const denied = accesses.find((access) => !may.access(access));
    const message = denied && deniedMessage(caller, denied, account, control);
    const answer = (message && control.refusal?.(message)) || (await control.answer(request, may));
    const touched = denied === undefined ? accesses : [denied];
    calls.notify(engineCall(caller, touched[0]?.action ?? control.name, touched, answer));
    return answer;
  };
  const handle = async (request: IncomingMessage): Promise<Answer> => {
    const scope = scopeOf(request);
    const caller = callerOf(scope.accessKeyId);
    const target = String(request.headers['x-amz-target'] ?? '');
    const { bytes: body } = await readBody(request);
    if (caller === undefined)
      return failure('UnrecognizedClientException', 'The security token included in the request is invalid.');
    const control = target === '' ? controls.get(scope.service) : undefined;
    if (control !== undefined) return answerControl(control, controlRequest(request, body, scope.region), caller);
    const elsewhere = scope.region === region ? undefined : options.endpointIn?.(scope.region);
    const asked = target === '' ? { rest: readRest(request, body), service: scope.service } : { target, body };
    return elsewhere === 'stopped' ? noAnswer() : (elsewhere ?? here).answerAs(caller, asked);
  };
  const answerAs = async (caller: Caller, asked: EndpointRequest): Promise<Answer> => {
    if ('rest' in asked) return answerRest(asked, caller);
    const { target, body } = asked;
    const [prefix = '', operation = ''] = target.split('.');
    const service = services.get(prefix);
    const input = object(parseJson(body.toString('utf8')));
    const accesses = service?.accesses(operation, input);
    if (service === undefined || accesses === undefined) return unknownOperation(target);
    const denied = accesses.find((access) => !permissions.permits(caller, access, service));
    const answer =
      denied === undefined
        ? await service.answer(operation, input, body, caller)
        : accessDenied(caller, denied, account, service);
    const touched = denied === undefined ? accesses : [denied];
    calls.notify(engineCall(caller, `${service.prefix}:${operation}`, touched, answer));
    return answer;
  };

  const here = { answerAs };

  const answer: Handler = (request, response) => {
    handle(request).then(
      (found) => reply(response, found),
      (error) => reply(response, failure('InternalServerError', `The local engine fails: ${error}`, 500)),
    );
  };
  answerOn(server, answer, { isOwnName: isBelowLocalhost });
  server.keepAliveTimeout = 60_000;
  return {
    url: originOf(server),
    accessKeyId: (fn) => keys.get(fn.name) ?? '',
    put,
    extend: (more, others) => {
      for (const service of more) services.set(service.target, service);
      for (const control of others) controls.set(control.name, control);
    },
    remove: (functionName) => {
      byKey.delete(keys.get(functionName) ?? '');
      keys.delete(functionName);
    },
    operatorKeyId,
    answer,
    answerAs,
    revoke: permissions.revoke,
    onCall: calls.add,
    close: () => closeAddress(address),
  };
}

/** For an address whose own region is stopped: what the region answers that runs, or that none does. */
export const answerOfAny =
  (endpoints: () => Iterable<AwsEndpoint | 'stopped'>): Handler =>
  (request, response) => {
    const running = [...endpoints()].find((one) => one !== 'stopped');
    if (running === undefined) reply(response, noAnswer());
    else running.answer(request, response);
  };

function noAnswer(): Answer {
  return failure('ServiceUnavailable', 'The Region is stopped.', 503);
}

/**
 * SDKs put a bucket or an account before the name of the endpoint. Nobody else can own a name below `localhost`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
function isBelowLocalhost(name: string): boolean {
  return name.endsWith('.localhost');
}

interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function scopeOf({ headers }: IncomingMessage): Scope {
  const [, credential = ''] = /Credential=([^,\s]+)/.exec(headers.authorization ?? '') ?? [];
  const [accessKeyId = '', , region = '', service = ''] = credential.split('/');
  return { accessKeyId, region, service };
}

/** What deploys and looks at what runs answers the operator alone. */
function operatorAlone({ name }: ControlService): Answer {
  return failure('AccessDeniedException', `The local cloud answers ${name} to its operator alone.`, 403);
}

function controlRequest(
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer,
  region: string,
): ControlRequest {
  const { pathname: path, searchParams: query } = new URL(url, 'http://localhost');
  return { method, path, query, headers, body, region };
}

function engineCall(
  caller: Caller,
  action: string,
  accesses: readonly Access[],
  { status, headers, body }: Answer,
): EngineCall {
  const functionName = caller.kind === 'function' ? caller.fn.name : 'operator';
  const call = { functionName, action, resource: accesses[0]?.resource ?? '', accesses, status };
  if (status < 400) return call;
  const type = text(object(parseJson(body.toString('utf8'))).__type) ?? headers['x-amzn-errortype'] ?? 'Error';
  return { ...call, error: type.split('#').at(-1) ?? type };
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length }).end(body);
}

/** Connections break in either case. */
async function closeAddress({ server, afterwards }: EndpointAddress): Promise<void> {
  if (afterwards !== undefined) {
    answerOn(server, afterwards, { isOwnName: isBelowLocalhost });
    server.closeAllConnections();
    return;
  }
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

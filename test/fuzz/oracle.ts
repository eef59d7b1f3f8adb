import { isUtf8 } from 'node:buffer';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answer } from 'penstock/testkit/http';
import type { Contract, Operation } from '../../packages/penstock/contract/model.ts';
import { responseSchema } from '../../packages/penstock/contract/response-schema.ts';
import { mayBeRefused } from './alphabet.ts';
import type { FuzzRequest } from './requests.ts';

/** Judges an answer by the contract; returns what is wrong with it, or undefined. */
export type Oracle = (request: FuzzRequest, answer: Answer) => string | undefined;

const stateful = new Set([404, 409, 410, 412]);

/** What a busy machine may answer to anything, as a problem document; whoever fuzzes bounds how often. */
const overloaded = new Set([503, 504]);

export function oracle(contract: Contract): Oracle {
  const ajv = new Ajv2020.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction | undefined>();

  const schemaOf = (operationId: string, status: number): ValidateFunction | undefined => {
    const name = `${operationId} ${status}`;
    if (!compiled.has(name)) {
      const schema = responseSchema(contract, operationId, status);
      compiled.set(name, schema && ajv.compile(schema));
    }
    return compiled.get(name);
  };

  const breach = (operation: Operation, { status, json, text }: Answer): string | undefined => {
    if (status === 304) return text === '' ? undefined : 'is a 304 with a body';
    const check = schemaOf(operation.operationId, status);
    if (check === undefined) return 'has no schema in the contract';
    return check(json) ? undefined : `breaks its schema: ${ajv.errorsText(check.errors)}`;
  };

  return (request, answer) => {
    const operation = operationAt(contract, request);
    if (operation === undefined) {
      return contract.operations.some(({ path }) => fits(path, request))
        ? notTaken(request, answer)
        : offTheMap(answer);
    }
    if (answer.status >= 500 && !overloaded.has(answer.status)) return `answered ${answer.status}`;
    if (!operation.responses.some(({ status }) => status === String(answer.status))) return 'is not declared';
    const fault =
      answer.status >= 400 ? (problemFault(answer) ?? unexpected(request, answer)) : misread(request, answer);
    return fault ?? breach(operation, answer);
  };
}

const offTheMap = (answer: Answer): string | undefined =>
  answer.status === 404 ? problemFault(answer) : `answered ${answer.status} off the map`;

/** What a known path answers to a method that it does not take: the gateway has 415 for content of a type unknown to it. */
function notTaken({ method }: FuzzRequest, answer: Answer): string | undefined {
  const status = method === 'OPTIONS' ? 204 : 405;
  if (answer.status === 415 || overloaded.has(answer.status) || answer.status === 429) return problemFault(answer);
  if (answer.status !== status) return `answered ${answer.status} to a method that the path does not take`;
  if (answer.headers.allow === undefined) return 'has no Allow';
  return status === 405 ? problemFault(answer) : undefined;
}

/** The operation that a request meets, by the contract's own paths: as it is sent, without its segments `.` and `..`. */
export const operationAt = (contract: Contract, request: Pick<FuzzRequest, 'method' | 'path'>): Operation | undefined =>
  contract.operations.find(({ method, path }) => method === request.method && fits(path, request));

function fits(template: string, { path }: Pick<FuzzRequest, 'path'>): boolean {
  const segments = new URL(`http://localhost${path}`).pathname.split('/');
  const parts = template.split('/');
  const matches = (part: string, at: number) => (part.startsWith('{') ? segments[at] !== '' : segments[at] === part);
  return parts.length === segments.length && parts.every(matches);
}

function problemFault({ status, headers, json }: Answer): string | undefined {
  if (headers['content-type']?.startsWith('application/problem+json') !== true) return 'is no problem document';
  if (json.status !== status) return `says status ${json.status} in its body`;
  if (json.correlationId !== headers['x-correlation-id']) return 'has two correlation ids';
  if (status === 401 && headers['www-authenticate'] === undefined) return 'has no WWW-Authenticate';
  if ((status === 429 || status === 503) && headers['retry-after'] === undefined) return 'has no Retry-After';
  return undefined;
}

function unexpected({ accepted, body }: FuzzRequest, { status, json }: Answer): string | undefined {
  if (!accepted || stateful.has(status) || overloaded.has(status)) return undefined;
  if (status === 422 && json.type === 'urn:penstock:problem:idempotency-key-reused') return undefined;
  if (status === 422 && pointsAtRefusable(body, json.errors)) return undefined;
  return 'refused a request that the contract accepts';
}

/** Whether every finding points at a text that an edge may refuse, though its schema does not. */
function pointsAtRefusable(body: FuzzRequest['body'], errors: unknown): boolean {
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return errors.every(({ pointer }) => {
    const text = valueAt(JSON.parse(String(body)), String(pointer));
    return typeof text === 'string' && mayBeRefused(text);
  });
}

/** The value at a JSON Pointer in its URI fragment form (RFC 6901, 6). */
function valueAt(document: unknown, pointer: string): unknown {
  const tokens = pointer.split('/').slice(1).map(decodeURIComponent);
  return tokens.reduce<unknown>((value, token) => (value as Record<string, unknown> | undefined)?.[token], document);
}

/** What a success says of a body that nobody should have taken, or keeps differently from how it was sent. */
function misread({ body }: FuzzRequest, { status, json }: Answer): string | undefined {
  if (body === undefined || body.length === 0 || status >= 300) return undefined;
  if (!isUtf8(Buffer.from(body))) return 'accepted a body that is no UTF-8';
  const sent = parsed(String(body));
  if (sent === undefined) return 'accepted a body that is no JSON';
  const kept = ['reference', 'description'].every((name) => {
    const value = (sent as Record<string, unknown>)[name];
    return typeof value !== 'string' || json[name] === value;
  });
  return kept ? undefined : 'keeps another text than it was sent';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

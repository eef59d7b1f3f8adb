import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Contract, responseSchema } from '../../lib/contract/index.ts';
import type { Answer } from '../support/http.ts';
import type { FuzzRequest } from './requests.ts';

/** Judges an answer by the contract; returns what is wrong with it, or undefined. */
export type Oracle = (request: FuzzRequest, answer: Answer) => string | undefined;

const stateful = new Set([404, 409, 412]);

export function oracle(contract: Contract): Oracle {
  const ajv = new Ajv2020.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();

  const schemaOf = (operationId: string, status: number): ValidateFunction | undefined => {
    const name = `${operationId} ${status}`;
    const schema = compiled.has(name) ? undefined : responseSchema(contract, operationId, status);
    if (schema) compiled.set(name, ajv.compile(schema));
    return compiled.get(name);
  };
  const problem = schemaOf('createOrder', 500);

  const againstSchema = (request: FuzzRequest, answer: Answer): string | undefined => {
    const check = (request.operationId && schemaOf(request.operationId, answer.status)) || problem;
    if (answer.status === 304) return answer.text === '' ? undefined : 'a 304 with a body';
    if (check === undefined) return 'the contract has no schema for this answer';
    return check(answer.json) ? undefined : `breaks its schema: ${ajv.errorsText(check.errors)}`;
  };

  return (request, answer) => {
    if (answer.status >= 500) return `answered ${answer.status}`;
    if (answer.status >= 400)
      return problemFault(answer) ?? unexpected(request, answer) ?? againstSchema(request, answer);
    if (!request.accepted && request.operationId === undefined) return 'accepted a request to nowhere';
    return againstSchema(request, answer);
  };
}

function problemFault({ status, headers, json }: Answer): string | undefined {
  if (headers['content-type']?.startsWith('application/problem+json') !== true) return 'is no problem document';
  if (json.status !== status) return `says status ${json.status} in its body`;
  if (json.correlationId !== headers['x-correlation-id']) return 'has two correlation ids';
  if (status === 401 && headers['www-authenticate'] === undefined) return 'has no WWW-Authenticate';
  if ((status === 429 || status === 503) && headers['retry-after'] === undefined) return 'has no Retry-After';
  return undefined;
}

function unexpected({ accepted }: FuzzRequest, { status, json }: Answer): string | undefined {
  if (!accepted || stateful.has(status)) return undefined;
  if (status === 422 && json.type === 'urn:penstock:problem:idempotency-key-reused') return undefined;
  return 'refused a request that the contract accepts';
}

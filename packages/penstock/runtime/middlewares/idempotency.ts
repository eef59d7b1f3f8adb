import { detailOf } from '../http/findings.ts';
import { headerValues } from '../http/headers.ts';
import { fingerprint } from '../idempotency/identity.ts';
import { parseIdempotencyKey } from '../idempotency/key.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import type { Middleware } from './middleware.ts';

const HEADER = 'Idempotency-Key';

/** Reads the key and the request's fingerprint; the handler's one write makes use of them. */
export function idempotency(): Middleware {
  return {
    before: ({ event: context }) => {
      const { contract, path, body } = context;
      if (contract.idempotency !== 'required') return;
      const key = readKey(headerValues(context.event, HEADER), contract);
      context.identity = { key, fingerprint: fingerprint({ operationId: contract.operationId, path, body }) };
    },
  };
}

function readKey(values: readonly string[], contract: OperationContract): string {
  const [value] = values;
  if (value === undefined) throw invalid('is missing');
  if (values.length > 1) throw invalid('was sent more than once');
  const key = parsed(value);
  const declared = contract.parameters.find(({ name }) => name.toLowerCase() === HEADER.toLowerCase());
  if (declared === undefined || declared.validate(value.trim())) return key;
  throw invalid((declared.validate.errors ?? []).map(detailOf).join(' and ') || 'is not valid');
}

function parsed(value: string): string {
  try {
    return parseIdempotencyKey(value);
  } catch (error) {
    throw invalid((error as RangeError).message);
  }
}

const invalid = (detail: string): Problem =>
  new Problem('idempotency-key-invalid', `The header ${HEADER} ${detail}. Send one key of your own choice a request.`, {
    errors: [{ parameter: HEADER, detail }],
  });

import { detailOf } from '../core/findings.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { headerValues } from './headers.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import type { RequestContext } from './request-context.ts';

const HEADER = 'Idempotency-Key';

type Keyed = Pick<RequestContext, 'event'> & { readonly contract: Pick<OperationContract, 'parameters'> };

/** The request's one key. Throws idempotency-key-invalid. */
export const idempotencyKeyOf = ({ event, contract }: Keyed): string => readKey(headerValues(event, HEADER), contract);

function readKey(values: readonly string[], contract: Keyed['contract']): string {
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

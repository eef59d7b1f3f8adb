import { detailOf } from '../core/findings.ts';
import type { OperationContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { headerValues } from './headers.ts';
import { parseIdempotencyKey } from './idempotency-key.ts';
import type { RequestContext } from './request-context.ts';

const HEADER = 'Idempotency-Key';

type Keyed = Pick<RequestContext, 'event'> & { readonly contract: Pick<OperationContract, 'parameters'> };

/** Where a key comes from, for the words of a refusal. */
interface KeySource {
  readonly what: string;
  readonly parameter: string;
}

const fromHeader: KeySource = { what: `header ${HEADER}`, parameter: HEADER };

/** The request's one key. Throws idempotency-key-invalid. */
export const idempotencyKeyOf = ({ event, contract }: Keyed): string =>
  readIdempotencyKey(headerValues(event, HEADER), contract);

/** The one of these values, in the form that the header has it. Throws idempotency-key-invalid. */
export function readIdempotencyKey(
  values: readonly string[],
  contract: Pick<OperationContract, 'parameters'>,
  source = fromHeader,
): string {
  const [value] = values;
  if (value === undefined) throw invalid(source, 'is missing');
  if (values.length > 1) throw invalid(source, 'was sent more than once');
  const key = parsed(value, source);
  const declared = contract.parameters.find(({ name }) => name.toLowerCase() === HEADER.toLowerCase());
  if (declared === undefined || declared.validate(value.trim())) return key;
  throw invalid(source, (declared.validate.errors ?? []).map(detailOf).join(' and ') || 'is not valid');
}

function parsed(value: string, source: KeySource): string {
  try {
    return parseIdempotencyKey(value);
  } catch (error) {
    throw invalid(source, (error as RangeError).message);
  }
}

const invalid = ({ what, parameter }: KeySource, detail: string): Problem =>
  new Problem('idempotency-key-invalid', `The ${what} ${detail}. Send one key of your own choice a request.`, {
    errors: [{ parameter, detail }],
  });

import { uncarried } from '../characters.ts';
import { detailOf } from '../core/findings.ts';
import type { ParameterContract } from '../operation-contract.ts';
import { Problem } from '../problem/problem.ts';
import { headerValue } from './headers.ts';
import type { ParameterValue, RequestContext } from './request-context.ts';

type Event = Parameters<typeof headerValue>[0] & {
  readonly queryStringParameters: Record<string, string | undefined> | null;
  readonly multiValueQueryStringParameters: Record<string, string[] | undefined> | null;
};
type Reading = { readonly value: ParameterValue } | { readonly detail: string } | undefined;

/** A problem document bounds both. */
interface Finding {
  readonly parameter: string;
  readonly detail: string;
}

/** Headers that another step of the chain reads. */
const readElsewhere = new Set(['x-correlation-id', 'traceparent', 'idempotency-key']);

/**
 * Reads path, query and header parameters by the contract and reports every mistake at once.
 * A path parameter that breaks the contract names nothing that could exist: 404.
 */
export function readParameters(context: RequestContext): void {
  const { contract, event } = context;
  context.path = readPath(contract.parameters, event.pathParameters ?? {});
  const errors: Finding[] = [];
  context.query = readQuery(contract.parameters, event, errors);
  context.headers = readHeaders(contract.parameters, event, errors);
  if (errors.length === 0) return;
  const named = errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
  throw new Problem('invalid-parameter', `${named.join('; ').slice(0, 1000)}.`, { errors });
}

function readPath(
  contracts: readonly ParameterContract[],
  values: Record<string, string | undefined>,
): Record<string, ParameterValue> {
  const read: Record<string, ParameterValue> = {};
  for (const contract of contracts.filter((parameter) => parameter.in === 'path')) {
    const reading = readOne(contract, values[contract.name] ?? '');
    if (reading === undefined || !('value' in reading)) throw new Problem('not-found', 'There is nothing here.');
    read[contract.name] = reading.value;
  }
  return read;
}

function readQuery(
  contracts: readonly ParameterContract[],
  event: Event,
  errors: Finding[],
): Record<string, ParameterValue> {
  const received = queryValues(event);
  const read: Record<string, ParameterValue> = {};
  for (const contract of contracts.filter((parameter) => parameter.in === 'query')) {
    const values = received.get(contract.name) ?? [];
    received.delete(contract.name);
    const reading = values.length > 1 ? { detail: 'may be sent only once' } : readOne(contract, values[0]);
    take(contract.name, reading, read, errors);
  }
  for (const name of received.keys()) {
    errors.push({ parameter: name, detail: 'is not a parameter of this operation' });
  }
  return read;
}

function readHeaders(
  contracts: readonly ParameterContract[],
  event: Event,
  errors: Finding[],
): Record<string, ParameterValue> {
  const read: Record<string, ParameterValue> = {};
  for (const contract of contracts) {
    if (contract.in !== 'header' || readElsewhere.has(contract.name.toLowerCase())) continue;
    take(contract.name, readOne(contract, headerValue(event, contract.name)), read, errors);
  }
  return read;
}

function take(name: string, reading: Reading, read: Record<string, ParameterValue>, errors: Finding[]): void {
  if (reading === undefined) return;
  if ('value' in reading) read[name] = reading.value;
  else errors.push({ parameter: name, detail: reading.detail });
}

function readOne(contract: ParameterContract, text: string | undefined): Reading {
  if (text === undefined) {
    if (contract.required) return { detail: 'is required' };
    return contract.default === undefined ? undefined : { value: contract.default };
  }
  const detail = uncarried(text);
  if (detail !== undefined) return { detail };
  const value = coerce(contract.type, text);
  if (value === undefined) return { detail: `must be ${contract.type === 'integer' ? 'an integer' : 'true or false'}` };
  if (contract.validate(value)) return { value };
  return { detail: (contract.validate.errors ?? []).map(detailOf).join(' and ') || 'is not valid' };
}

function coerce(type: ParameterContract['type'], text: string): ParameterValue | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (!/^-?\d+$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function queryValues(event: Event): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(event.queryStringParameters ?? {})) values.set(name, [value ?? '']);
  for (const [name, all] of Object.entries(event.multiValueQueryStringParameters ?? {})) values.set(name, all ?? []);
  return values;
}

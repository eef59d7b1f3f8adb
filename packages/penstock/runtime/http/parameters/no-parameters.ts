import type { ReadParameters, SentParameters } from '../../operation-contract.ts';
import { Problem } from '../../problem/problem.ts';

/** A problem document bounds both. */
export interface ParameterFinding {
  readonly parameter: string;
  readonly detail: string;
}

/** Headers that another step of the chain reads, of whichever operation. */
export const readElsewhere: ReadonlySet<string> = new Set(['x-correlation-id', 'traceparent', 'idempotency-key']);

/** Of an operation without parameters of its own. A query is none of it. */
export function noParameters(event: SentParameters): ReadParameters {
  throwFindings([...queryTexts(event).keys()].map(notOfOperation));
  return { path: {}, query: {}, headers: {}, cookies: {} };
}

export const notOfOperation = (parameter: string): ParameterFinding => ({
  parameter,
  detail: 'is not a parameter of this operation',
});

export function queryTexts(event: SentParameters): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(event.queryStringParameters ?? {})) texts.set(name, [value ?? '']);
  for (const [name, all] of Object.entries(event.multiValueQueryStringParameters ?? {})) texts.set(name, all ?? []);
  return texts;
}

/** @throws Problem with every finding, if there is one */
export function throwFindings(errors: readonly ParameterFinding[]): void {
  if (errors.length === 0) return;
  const named = errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
  throw new Problem('invalid-parameter', `${named.join('; ').slice(0, 1000)}.`, { errors });
}

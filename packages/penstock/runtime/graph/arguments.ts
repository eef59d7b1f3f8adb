import { uncarried } from '../characters.ts';
import { bodyFindings, detailOf } from '../core/findings.ts';
import { characterFindings } from '../http/body/character-findings.ts';
import { contentsOf } from '../http/body/contents.ts';
import { MAX_BODY_BYTES } from '../http/body/read-body.ts';
import type { ParameterContract } from '../operation-contract.ts';
import { Problem, type ProblemFinding } from '../problem/problem.ts';
import type { FieldContract } from './contract.ts';

export type ArgumentValues = Readonly<Record<string, unknown>>;

type ParameterValue = string | number | boolean;
type Values = Readonly<Record<string, ParameterValue>>;

/** What an operation takes, by the place that REST has it in. */
export interface Taken {
  readonly path: Values;
  readonly query: Values;
  readonly headers: Values;
  readonly body?: unknown;
}

/**
 * The arguments of a field as what its operation takes, checked as its REST twin checks them. Findings name arguments.
 *
 * @param lastEventId what a client that comes again has seen of a stream
 * @throws Problem `not-found` for a path parameter that names nothing that could exist, `invalid-parameter`, `validation`
 */
export function takeArguments(field: FieldContract, args: ArgumentValues, lastEventId?: string): Taken {
  const byParameter = new Map(Object.entries(field.parameters).map(([argument, name]) => [name, argument]));
  const taken = { path: {}, query: {}, headers: {} };
  const places = { path: taken.path, query: taken.query, header: taken.headers } as Record<string, ArgumentValues>;
  const errors = field.operation.parameters.flatMap((parameter) => {
    const argument = byParameter.get(parameter.name);
    const given = isLastEventId(parameter) ? lastEventId : undefined;
    const value = (argument === undefined ? given : args[argument]) ?? parameter.default;
    if (value === undefined) return [];
    Object.assign(places[parameter.in] ?? {}, { [parameter.name]: value });
    return findingsOf(parameter, argument ?? parameter.name, value);
  });
  if (errors.length > 0) throw invalid(errors);
  const body = bodyOf(field, args);
  return body === undefined ? taken : { ...taken, body };
}

/** A header that the request as a whole has. */
const isLastEventId = ({ name }: ParameterContract): boolean => name.toLowerCase() === 'last-event-id';

function findingsOf({ validate, in: place }: ParameterContract, parameter: string, value: unknown) {
  const character = typeof value === 'string' ? uncarried(value) : undefined;
  if (character === undefined && validate(value)) return [];
  if (place === 'path') throw new Problem('not-found', 'There is nothing here.');
  const detail = character ?? ((validate.errors ?? []).map(detailOf).join(' and ') || 'is not valid');
  return [{ parameter, detail }];
}

function invalid(errors: readonly { readonly parameter: string; readonly detail: string }[]): Problem {
  const named = errors.map(({ parameter, detail }) => `${parameter} ${detail}`);
  return new Problem('invalid-parameter', `${named.join('; ').slice(0, 1000)}.`, { errors });
}

/** As in REST an optional body that says nothing is none: one key stands for the same request by either door. */
function bodyOf({ operation, body: argument }: FieldContract, args: ArgumentValues): unknown {
  const taken = operation.requestBody;
  const expected = taken && contentsOf(taken).find(({ read }) => read.kind === 'json');
  const given = argument === undefined ? undefined : args[argument];
  if (expected === undefined || argument === undefined || given === undefined || given === null) return undefined;
  const text = JSON.stringify(given, isPatch(expected.mediaType) ? undefined : withoutNulls);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BODY_BYTES) {
    throw new Problem('payload-too-large', `${argument} has ${bytes} bytes; at most ${MAX_BODY_BYTES} are allowed.`);
  }
  const value: unknown = JSON.parse(text);
  const { validate } = expected;
  const breaches = validate === undefined || validate(value) ? [] : bodyFindings(validate.errors ?? []);
  const findings = [...breaches, ...characterFindings(value, text)];
  if (findings.length > 0) throw unfit(argument, findings);
  return taken?.required === true || !isEmpty(value) ? value : undefined;
}

/** In a merge patch null removes a member (RFC 7396); elsewhere it is how clients of GraphQL leave one out. */
const isPatch = (mediaType: string): boolean => mediaType === 'application/merge-patch+json';

const withoutNulls = (_name: string, value: unknown): unknown => (value === null ? undefined : value);

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function unfit(argument: string, findings: readonly ProblemFinding[]): Problem {
  const errors = findings.map((one) =>
    'pointer' in one ? { ...one, pointer: `#/${argument}${one.pointer.slice(1)}` } : one,
  );
  const places = errors.length === 1 ? 'one place' : `${errors.length} places`;
  return new Problem('validation', `${argument} does not fit the contract in ${places}; see errors.`, { errors });
}

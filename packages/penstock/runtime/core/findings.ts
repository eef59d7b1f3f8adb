import type { ValidationError } from '../operation-contract.ts';
import type { ProblemFinding } from '../problem/problem.ts';

/** The contract's bounds on a finding. */
const MAX_POINTER = 512;
const MAX_DETAIL = 512;
const SHOWN_VALUES = 12;

type Say = (params: Record<string, unknown>) => string;

const plural = (count: unknown, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const describe: Record<string, Say> = {
  required: () => 'is required',
  additionalProperties: () => 'is not a known member',
  type: ({ type }) => `must be ${[type].flat().map(String).map(article).join(' or ')}`,
  enum: ({ allowedValues }) => `must be one of ${listValues(Array.isArray(allowedValues) ? allowedValues : [])}`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}`,
  pattern: ({ pattern }) => `must match ${String(pattern)}`,
  format: ({ format }) => `must be a valid ${String(format)}`,
  minimum: ({ limit }) => `must be ${limit} or more`,
  maximum: ({ limit }) => `must be ${limit} or less`,
  minLength: ({ limit }) => `must have ${plural(limit, 'character')} or more`,
  maxLength: ({ limit }) => `must have ${plural(limit, 'character')} or fewer`,
  minItems: ({ limit }) => `must have ${plural(limit, 'item')} or more`,
  maxItems: ({ limit }) => `must have ${plural(limit, 'item')} or fewer`,
  minProperties: ({ limit }) => `must have ${plural(limit, 'member')} or more`,
  maxProperties: ({ limit }) => (limit === 0 ? 'must be empty' : `must have ${plural(limit, 'member')} or fewer`),
};

function article(type: string): string {
  if (type === 'null') return 'null';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function listValues(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map(String).join(', ');
  return values.length > SHOWN_VALUES ? `${shown}, ... (${values.length} values)` : shown;
}

export function detailOf(error: ValidationError): string {
  const detail = describe[error.keyword]?.(error.params) ?? error.message ?? 'does not fit the contract';
  return detail.slice(0, MAX_DETAIL);
}

/** The validator's errors as findings in a body, each with its place. */
export function bodyFindings(errors: readonly ValidationError[]): readonly ProblemFinding[] {
  return errors.map((error) => {
    const member = error.params.missingProperty ?? error.params.additionalProperty;
    const parent = pointerFragment(error.instancePath);
    const pointer = member === undefined ? parent : `${parent}/${escapeToken(String(member))}`;
    if (pointer.length <= MAX_POINTER) return { pointer, detail: detailOf(error) };
    return { pointer: parent, detail: 'has a member that is not known, with a name too long to show' };
  });
}

/** A place in a body, or the nearest one above it that a pointer of the contract's length reaches. */
export interface Place {
  readonly pointer: string;
  readonly exact: boolean;
}

export const wholeBody: Place = { pointer: '#', exact: true };

export function placeBelow(above: Place, token: string): Place {
  const pointer = `${above.pointer}/${escapeToken(token)}`;
  return above.exact && pointer.length <= MAX_POINTER ? { pointer, exact: true } : { ...above, exact: false };
}

export const findingAt = ({ pointer, exact }: Place, detail: string): ProblemFinding => ({
  pointer,
  detail: exact ? detail : `${detail}, at a place within that is too long to show`,
});

/** A JSON Pointer in its URI fragment form (RFC 6901, 6). */
const pointerFragment = (pointer: string): string =>
  `#${pointer
    .split('/')
    .map((token) => encodeURIComponent(token.toWellFormed()))
    .join('/')}`;

const escapeToken = (token: string): string =>
  encodeURIComponent(token.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1'));

import { isObject } from '../json.ts';

/**
 * What the local cloud understands of a property: anything, one of some values, or an object whose members it
 * understands. A list is understood when each of its elements is.
 */
export type Shape = 'any' | readonly (string | number | boolean)[] | { readonly [member: string]: Shape };

export interface Misfit {
  readonly at: string;
  readonly message: string;
}

/** Everything in a resolved value that its shape does not cover. */
export function misfits(shape: Shape, value: unknown, at: string): readonly Misfit[] {
  if (shape === 'any') return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => misfits(shape, item, `${at}[${index}]`));
  if (isValues(shape)) return valueMisfits(shape, value, at);
  if (!isObject(value)) return [{ at, message: `expected an object, received ${JSON.stringify(value)}.` }];
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (inner === undefined) return [{ at: `${at}.${name}`, message: notUnderstood }];
    return misfits(inner, member, `${at}.${name}`);
  });
}

/** What to do about a part of a template that is not understood. */
export const advice = 'Leave it out of what runs here: docs/reference/local-cloud.md lists all that does.';
const notUnderstood = `the local cloud does not understand this property. ${advice}`;

function isValues(shape: Exclude<Shape, 'any'>): shape is readonly (string | number | boolean)[] {
  return Array.isArray(shape);
}

function valueMisfits(values: readonly (string | number | boolean)[], value: unknown, at: string): readonly Misfit[] {
  if (values.some((known) => known === value)) return [];
  const expected = values.map((known) => JSON.stringify(known)).join(' or ');
  return [{ at, message: `the local cloud runs only ${expected}, received ${JSON.stringify(value)}.` }];
}

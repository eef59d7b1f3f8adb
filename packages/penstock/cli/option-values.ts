import type { Values } from '../cli/options.ts';
import { UserError } from './user-error.ts';

/**
 * A whole number; undefined where the option was not given.
 *
 * @throws UserError naming the option, what came and what was expected
 */
export function whole(
  option: string,
  value: string | boolean | undefined,
  least: number,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(String(value)) && number >= least && number <= most) return number;
  throw new UserError(`${option} is a whole number from ${least} to ${most}, received ${JSON.stringify(value)}.`);
}

/** Those of these options that were given. */
export function words<Names extends string>(values: Values, ...names: Names[]): { readonly [Name in Names]?: string } {
  const given = names.flatMap((name) => (values[name] === undefined ? [] : [[name, String(values[name])] as const]));
  return Object.fromEntries(given) as { [Name in Names]?: string };
}

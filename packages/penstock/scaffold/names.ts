import { UserError } from '../cli/user-error.ts';
import { nameForm, takenNames } from '../contract/rules/operation-id.ts';

/** Whether operations, consumers, contexts and providers may be called so: files, exports and functions are. */
export const isFree = (name: string): boolean => nameForm.test(name) && !Object.hasOwn(takenNames, name);

/** @throws UserError for what is no such name */
export function checkedName(kind: string, name: string | undefined, example: string): string {
  if (name !== undefined && isFree(name)) return name;
  throw new UserError(
    `${kind === 'operation' ? 'An' : 'A'} ${kind} has a name.
    received ${name === undefined ? 'none' : JSON.stringify(name)}
    expected camelCase: 2 to 40 letters and digits, a small letter first, and no word of JavaScript or of the kit
    fix      for example: npx penstock new ${kind} ${example}`,
  );
}

export const pascal = (name: string): string => name.replace(/^[a-z]/, (first) => first.toUpperCase());
export const camel = (name: string): string => name.replace(/^[A-Z]/, (first) => first.toLowerCase());
export const kebab = (name: string): string => camel(name).replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

/** `Booking` of `bookings`, `Policy` of `policies`. English that is less regular is left as it is. */
export function singular(noun: string): string {
  if (/ies$/.test(noun)) return noun.replace(/ies$/, 'y');
  if (/(s|x|ch|sh)es$/.test(noun)) return noun.replace(/es$/, '');
  return /[^s]s$/.test(noun) ? noun.slice(0, -1) : noun;
}

export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** What an operation does to what: `create` and `Booking` of `createBooking`. */
export interface Verb {
  readonly verb: string;
  readonly noun: string;
}

export function verbOf(operationId: string): Verb {
  const [, verb = operationId, noun = ''] = /^([a-z]+)([A-Z].*)?$/.exec(operationId) ?? [];
  return { verb, noun };
}

import { InvalidResponseError } from './errors.ts';

/** @throws InvalidResponseError that says what it is */
export function parseJson<T>(text: string, what: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidResponseError(`${what} is not JSON: ${text.slice(0, 60)}`, { cause });
  }
}

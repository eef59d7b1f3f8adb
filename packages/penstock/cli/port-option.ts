import { UserError } from './user-error.ts';

/** The port of the local cloud's API, as every command calls it. */
export const apiPort = { value: 'PORT', default: '3000' } as const;

/** @throws UserError unless the value is a port number */
export function portOf(value: unknown, option = '--port'): number {
  const port = Number(value);
  if (String(value).trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UserError(`${option} is a number from 0 to 65535, received ${JSON.stringify(value)}.`);
}

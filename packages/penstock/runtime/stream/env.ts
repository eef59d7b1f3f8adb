import { readEnvironment } from '../env.ts';

/**
 * The variables of every relay, RELAY_KEEP_AFTER in seconds. Throws one error that names all that are missing, and one
 * for a time that is none: with it no change would ever be overdue.
 */
export function readRelayEnv(source?: Readonly<Record<string, string | undefined>>) {
  const found = readEnvironment(['EVENT_BUS', 'EVENT_SOURCE', 'RELAY_FAILURES_URL', 'RELAY_KEEP_AFTER'], source);
  const keepAfter = Number(found.RELAY_KEEP_AFTER);
  if (!Number.isFinite(keepAfter) || keepAfter <= 0) {
    const received = JSON.stringify(found.RELAY_KEEP_AFTER);
    throw new Error(`RELAY_KEEP_AFTER must be a number of seconds above 0, received ${received}`);
  }
  return { ...found, RELAY_KEEP_AFTER: keepAfter };
}

export type RelayVariable = keyof ReturnType<typeof readRelayEnv>;

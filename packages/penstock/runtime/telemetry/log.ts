import { Logger } from '@aws-lambda-powertools/logger';
import { bestEffort } from './best-effort.ts';
import { describeError } from './error-description.ts';

/** Writing a line never throws. */
export interface Log {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void;
  error(message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void;
}

/** JSON lines by the Powertools logger; its level comes from POWERTOOLS_LOG_LEVEL. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void =>
      bestEffort(() => logger[level](message, { ...fields, ...withError(error) }));
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

const withError = (error: unknown): { error?: unknown } => (error === undefined ? {} : { error: describeError(error) });

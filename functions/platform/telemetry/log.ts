import { Logger } from '@aws-lambda-powertools/logger';

export interface Log {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void;
  error(message: string, fields: Readonly<Record<string, unknown>>, error?: unknown): void;
}

/** How far a chain of causes is followed. */
const MAX_CAUSES = 4;

/** JSON lines by the Powertools logger; its level comes from POWERTOOLS_LOG_LEVEL. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields) => logger.info(message, { ...fields }),
    warn: (message, fields, error) => logger.warn(message, { ...fields, ...withError(error) }),
    error: (message, fields, error) => logger.error(message, { ...fields, ...withError(error) }),
  };
}

const withError = (error: unknown): { error?: unknown } => (error === undefined ? {} : { error: describeError(error) });

/**
 * Name, message, stack and causes of an error, and nothing else it carries: the SDK's errors hold whole items and
 * responses, which the logger's own formatter would print.
 */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : typeof error };
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeError(error.cause, depth + 1) }),
  };
}

import { isThrown, memberOf, textOf } from '../thrown.ts';

export interface ErrorDescription {
  readonly name?: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

/** How far a chain of causes is followed; one may lead back to its beginning. */
const MAX_CAUSES = 4;
/** Characters: with all causes far below the 256 KB of a log event that CloudWatch has always taken. */
const MAX_NAME = 128;
const MAX_MESSAGE = 2048;
const MAX_STACK = 8192;

/**
 * Name, message, stack and causes of whatever was thrown, and nothing else it carries: the SDK's errors hold whole items
 * and responses, which the logger's own formatter would print. Never throws.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!isThrown(error, Error)) {
    const kind = error === null ? 'null' : typeof error;
    return { message: typeof error === 'string' ? error.slice(0, MAX_MESSAGE).toWellFormed() : kind };
  }
  const name = textOf(error, 'name', MAX_NAME);
  const stack = textOf(error, 'stack', MAX_STACK);
  const cause = memberOf(error, 'cause');
  return {
    ...(name !== undefined && { name }),
    message: textOf(error, 'message', MAX_MESSAGE) ?? 'an error without a message that can be read',
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

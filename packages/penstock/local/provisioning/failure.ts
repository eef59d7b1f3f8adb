import { LocalError } from '../problems.ts';
import { reasonOf } from './transition.ts';

/** A function whose handler does not load. */
export class HandlerError extends LocalError {
  readonly functionName: string;
  readonly why: string;
  constructor(functionName: string, why: string) {
    super(`The handler of ${functionName} does not load: ${why}`);
    this.functionName = functionName;
    this.why = why;
  }
}

/** What a deployment failed for, as one message. */
export function failureOf(failures: readonly unknown[]): LocalError {
  const handlers = failures.filter((failure) => failure instanceof HandlerError);
  const others = failures.filter((failure) => !(failure instanceof HandlerError));
  const lines = handlers.map(({ functionName, why }) => `  ${functionName}: ${why}`);
  const message = [...(lines.length === 0 ? [] : ['These handlers do not load:', ...lines]), ...others.map(reasonOf)];
  return new LocalError(message.join('\n'), { cause: failures[0] });
}

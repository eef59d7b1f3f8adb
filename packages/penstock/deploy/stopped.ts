import { UserError } from '../cli/user-error.ts';

export interface Stop {
  /** What went wrong: a sentence. */
  readonly what: string;
  readonly done: readonly string[];
  readonly left: readonly string[];
  /** The next command, and what it is good for. */
  readonly fix: string;
}

/** A deployment that did not get to its end, as one message. */
export function stopped({ what, done, left, fix }: Stop): UserError {
  const list = (names: readonly string[]) => (names.length === 0 ? 'nothing' : names.join(', '));
  return new UserError(`${what}\n    done     ${list(done)}\n    left     ${list(left)}\n    fix      ${fix}`);
}

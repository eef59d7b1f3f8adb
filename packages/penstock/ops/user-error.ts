import { UserError } from '../cli/user-error.ts';

/** What the person at the keyboard can mend: its message is all they need, so it is printed without a stack. */
export class OpsError extends UserError {
  override readonly name = 'OpsError';
}

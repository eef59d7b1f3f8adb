import type { Console } from './console.ts';
import { UserError } from './user-error.ts';

export interface Consent {
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/**
 * Asks before something is changed.
 *
 * @returns false for a dry run, which ends here
 * @throws UserError when nobody agrees, or there is nobody to ask
 */
export async function agreed({ dryRun, yes }: Consent, console: Console, question: string): Promise<boolean> {
  if (dryRun) {
    console.print('Dry run: nothing was changed.');
    return false;
  }
  if (yes) return true;
  if (!console.interactive) {
    throw new UserError(
      'There is no terminal to confirm on, so nothing was changed. Add --yes, or see it with --dry-run.',
    );
  }
  const answer = await console.ask(`${question} [y/N] `);
  if (/^y(es)?$/i.test(answer.trim())) return true;
  throw new UserError('Nothing was changed.');
}

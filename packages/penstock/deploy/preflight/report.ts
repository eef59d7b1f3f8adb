import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import { show } from './check.ts';
import type { Preflight } from './preflight.ts';

/**
 * Says what was found.
 *
 * @throws UserError with every finding, where there is one
 */
export function report(stage: string, { findings, imports, unanswered }: Preflight, console: Console): void {
  for (const one of unanswered) console.print(`Not checked: ${one}`);
  for (const { type, name, stack } of imports) console.print(`Kept, and taken into ${stack}: ${type} ${name}`);
  if (findings.length > 0) {
    const count = findings.length === 1 ? 'one thing' : `${findings.length} things`;
    throw new UserError(`Stage ${stage} cannot be deployed yet: ${count} to mend.\n\n${findings.map(show).join('\n')}`);
  }
  console.print(`Stage ${stage} can be deployed.`);
}

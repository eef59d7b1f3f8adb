import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { DrillOptions } from './command-line.ts';

/** Takes a person through a drill, step by step. */
export interface Walk {
  /** A heading of the runbook. */
  heading(text: string): void;
  say(text: string): void;
  /**
   * Shows a command as the runbook has it, and does what it does.
   *
   * @throws UserError when the person does not want to go on
   */
  step(command: string, act: () => Promise<void>): Promise<void>;
}

/**
 * @param leftOver what is there until the drill is over, as a sentence
 * @throws UserError when there is nobody to ask
 */
export function createWalk(console: Console, { yes }: Pick<DrillOptions, 'yes'>, leftOver: string): Walk {
  if (!yes && !console.interactive) {
    throw new UserError('There is no terminal to walk through on, so nothing was done. Add --yes.');
  }
  return {
    heading: (text) => console.print(`\n${text}`),
    say: (text) => console.print(text),
    step: async (command, act) => {
      console.print(`\n$ ${command}`);
      const answer = yes ? '' : await console.ask('Enter runs it, q ends the drill. ');
      if (console.signal.aborted || /^q(uit)?$/i.test(answer.trim())) {
        throw new UserError(`The drill ends here. ${leftOver}`);
      }
      await act();
    },
  };
}

import type { Command } from '../../../cli/command.ts';
import { runCommand } from '../../../cli/run-command.ts';
import { UserError } from '../../../cli/user-error.ts';
import { acceptedImpliesWorks } from './accepted.ts';

const command: Command = {
  name: 'npm run fuzz:contract --',
  summary:
    'Generates contracts that hold to the rules, makes code of each, compiles it, and asks and answers as they say.',
  options: {
    runs: { value: 'N', default: '1000', help: 'how many contracts' },
    seed: { value: 'N', default: '1', help: 'draws them' },
    path: { value: 'PATH', help: 'where a failure was reported, to see that one alone' },
  },
  notes: ['npm run fuzz:contract -- --runs 100 --seed 7'],
};

await runCommand(command, async ({ runs, seed, path }) => {
  const [count, drawn] = [whole('runs', runs), whole('seed', seed)];
  try {
    await acceptedImpliesWorks({ runs: count, seed: drawn, ...(path !== undefined && { path: String(path) }) });
  } catch (error) {
    const cause = error instanceof Error ? [error.message, causeOf(error)] : [String(error)];
    throw new UserError(`A contract was accepted and does not work.\n${cause.join('\n')}`, { cause: error });
  }
  console.log(`${count} contracts from seed ${drawn}: all of them work.`);
});

const causeOf = ({ cause }: Error): string => (cause instanceof Error ? cause.message : '');

function whole(name: string, value: unknown): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UserError(`--${name} takes a whole number from 1, received ${JSON.stringify(value)}`);
}

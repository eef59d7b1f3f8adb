import { spawnSync } from 'node:child_process';
import { UserError } from 'penstock/cli/user-error';
import type { Command } from '../../packages/penstock/cli/command.ts';
import type { Values } from '../../packages/penstock/cli/options.ts';
import { runCommand } from '../../packages/penstock/cli/run-command.ts';
import { table } from '../../packages/penstock/cli/table.ts';
import { benches, chosen } from './benches.ts';

const all = benches();
const command: Command = {
  name: 'npm run bench --',
  summary: 'Runs every measurement of the repository, one after another.',
  options: {
    only: { value: 'NAMES', help: 'those alone, with commas between them, such as cold,graph' },
    list: { help: 'shows what there is, and runs nothing' },
  },
  notes: [
    'Exits with 1 where one of them did. Each is a script of its own, and takes options: npm run bench:cold -- --help.',
  ],
};

async function run({ only, list }: Values): Promise<void> {
  if (list === true) {
    process.stdout.write(
      `${table(
        ['script', 'measures'],
        all.map(({ script, measures }) => [script, measures]),
      )}\n`,
    );
    return;
  }
  const names = typeof only === 'string' ? only.split(',') : [];
  const found = chosen(all, names);
  if ('unknown' in found) {
    const known = all.map(({ script }) => script).join(', ');
    throw new UserError(`There is no measurement ${JSON.stringify(found.unknown)}; there are ${known}.`);
  }
  const failed = found.filter(({ script }) => {
    process.stdout.write(`\n${script}\n`);
    return spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' }).status !== 0;
  });
  if (failed.length > 0) throw new UserError(`Failed: ${failed.map(({ script }) => script).join(', ')}.`);
}

await runCommand(command, run);

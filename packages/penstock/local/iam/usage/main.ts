import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../../../cli/command.ts';
import { runCommand } from '../../../cli/run-command.ts';
import { table } from '../../../cli/table.ts';
import { inTemporaryFolder } from '../../../cli/temporary-folder.ts';
import { UserError } from '../../../cli/user-error.ts';
import { synthesize } from '../../synthesize.ts';
import { unusedGrants } from './unused.ts';
import { readUses, usageVariable } from './used.ts';

const command: Command = {
  name: 'npm run iam:unused --',
  summary:
    'Runs tests and lists what the roles of functions grant and no test used: what a template grants for nothing.',
  options: {
    run: { value: 'COMMAND', default: 'npm test', help: 'the tests; all that start a local cloud count' },
    stage: { value: 'STAGE', default: 'local', help: 'whose grants are listed' },
  },
  notes: ["Ends with 1 when there is one. npm run iam:unused -- --run 'npm test -- test/http'"],
};

await runCommand(command, ({ run, stage }) =>
  inTemporaryFolder(async (folder) => {
    const [assembly, uses] = [join(folder, 'assembly'), join(folder, 'uses')];
    await synthesize({ stage: String(stage), outDir: assembly });
    await mkdir(uses);
    await runTests(String(run), uses);
    report(unusedGrants(assembly, readUses(uses)));
  }),
);

async function runTests(line: string, folder: string): Promise<void> {
  const child = spawn(line, { shell: true, stdio: 'inherit', env: { ...process.env, [usageVariable]: folder } });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new UserError(`The tests failed, so what they use is not known.\n    received ${line}`);
}

function report(unused: ReturnType<typeof unusedGrants>): void {
  if (unused.length === 0) {
    process.stdout.write('Every grant was used.\n');
    return;
  }
  const rows = unused.map(({ functionName, action, resource }) => [functionName, action, resource]);
  process.stdout.write(`${table(['function', 'action', 'resource'], rows)}\n`);
  process.exitCode = 1;
}

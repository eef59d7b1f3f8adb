import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from '../cli/command.ts';
import { missingProgram } from '../cli/missing-program.ts';
import { runCommand } from '../cli/run-command.ts';
import { inTemporaryFolder } from '../cli/temporary-folder.ts';
import { UserError } from '../cli/user-error.ts';
import { ContractError, formatFindings } from '../contract/finding.ts';
import { complete } from './complete.ts';
import { readDocument } from './read-document.ts';
import { roundProgress } from './round-progress.ts';
import { printSummary } from './summary.ts';

const command: Command = {
  name: 'npx penstock init',
  summary:
    'Takes the OpenAPI document of an API that is there already, and writes what a contract needs beside it: policies, plans, problem answers, bounds. Guesses are marked `# review`. Without --out it shows the difference, and writes nothing.',
  word: { name: 'CONTRACT', help: 'the document, of OpenAPI 3.0, 3.1 or 3.2, YAML or JSON' },
  options: {
    out: { value: 'FILE', help: 'where the contract is written, such as contract/openapi.yaml' },
    force: { help: 'replaces the file that is there' },
  },
  notes: ['npx penstock init ../petstore.yaml', 'npx penstock init ../petstore.yaml --out contract/openapi.yaml'],
};

await runCommand(
  command,
  async ({ out, force }, word) => {
    if (out !== undefined) refuseExisting(String(out), force === true);
    const progress = roundProgress(process.stderr);
    const completed = complete(word, readDocument(word), { app: isApp(), onRound: progress.show });
    progress.done();
    if (out === undefined) process.stdout.write(await difference(completed.before, completed.after));
    else {
      mkdirSync(dirname(String(out)), { recursive: true });
      writeFileSync(String(out), completed.after);
    }
    const color = process.stdout.hasColors?.() === true;
    process.stdout.write(`${printSummary(completed, { color, ...(out !== undefined && { out: String(out) }) })}\n`);
  },
  { explained },
);

/** Whether the current folder is an app. */
function isApp(): boolean {
  return existsSync('lib/stages.ts');
}

function refuseExisting(file: string, force: boolean): void {
  if (force || !existsSync(file)) return;
  throw new UserError(
    `--out names a file that is there.\n    received ${file}\n    expected a new one\n    fix      name another, or --force to replace it`,
  );
}

/** As git shows it. */
async function difference(before: string, after: string): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, 'before.yaml'), before);
    writeFileSync(join(folder, 'after.yaml'), after);
    const color = process.stdout.hasColors?.() === true ? 'always' : 'never';
    const options = ['diff', '--no-index', `--color=${color}`, '--no-prefix', 'before.yaml', 'after.yaml'];
    const { stdout, error } = spawnSync('git', options, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    if (error !== undefined) throw missingProgram('git', error);
    return `${stdout}\n`;
  });
}

function explained(error: unknown): unknown {
  if (!(error instanceof ContractError)) return error;
  return new UserError(formatFindings(error.findings, { color: process.stderr.hasColors?.() === true }), {
    cause: error,
  });
}

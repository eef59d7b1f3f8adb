import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../cli/app.ts';
import type { Command } from '../cli/command.ts';
import { missingProgram } from '../cli/missing-program.ts';
import { runCommand } from '../cli/run-command.ts';
import { UserError } from '../cli/user-error.ts';
import { codemods } from './codemods.ts';
import { migrate } from './migrate.ts';

const command: Command = {
  name: 'npm run upgrade --',
  summary:
    'Moves the app to another version of penstock: installs it, changes what has to change in the app, and says what is new.',
  options: {
    to: { value: 'VERSION', default: 'latest', help: 'a version, or file: and a tarball' },
    force: { help: 'although there are changes that are not committed' },
    migrate: { value: 'VERSION', help: 'installs nothing, and changes what has to change since this version' },
  },
  notes: ['npm run upgrade -- --to 0.3.0'],
};

await runCommand(command, async ({ to, force, migrate: before }) => {
  const root = appRoot();
  if (before !== undefined) {
    process.stdout.write(`${changeApp(root, String(before))}\n`);
    return;
  }
  if (force !== true) throwIfUncommitted(root);
  const installed = versionIn(join(root, 'node_modules/penstock'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const spec = String(to).startsWith('file:') ? String(to) : `penstock@${to}`;
  call(root, npm, ['install', '--save-exact', '--no-audit', '--no-fund', spec]);
  // The new version knows what has to change for it.
  call(root, process.execPath, ['node_modules/penstock/cli/penstock.js', 'upgrade', '--migrate', installed]);
});

function changeApp(root: string, before: string): string {
  const kit = join(import.meta.dirname, '..');
  const file = join(kit, 'CHANGELOG.md');
  const changelog = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const said = migrate({ root, before, now: versionIn(kit), codemods, changelog });
  call(root, process.execPath, [join(import.meta.dirname, '../cli/penstock.js'), 'generate']);
  return `${said}\n\nNow: npm run check && npm test`;
}

/** A person looks at what an upgrade changes, and can take it back. */
function throwIfUncommitted(root: string): void {
  const { status, stdout, error } = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (error !== undefined) throw missingProgram('git', error);
  if (status !== 0 || stdout.trim() === '') return;
  throw new UserError(
    `There are changes that are not committed.\n    received\n${stdout.trimEnd()}\n    expected none, so that the upgrade can be looked at, and taken back\n    fix      commit them, or --force`,
  );
}

function versionIn(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')).version);
  throw new UserError(`penstock is not installed.\n    received no ${file}\n    fix      npm install`);
}

function call(cwd: string, command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (error !== undefined) throw missingProgram('npm', error);
  if (status !== 0) throw new UserError(`${command} ${args.join(' ')} failed: what it says is above.`);
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appRoot } from '../cli/app.ts';
import { UserError } from '../cli/user-error.ts';
import { codemods } from './codemods.ts';
import { migrate } from './migrate.ts';

const help = `npm run upgrade -- [OPTIONS]

Moves the app to another version of penstock: installs it, changes what has to change in the app, and says what is new.

  --to VERSION   a version, or file: and a tarball (default: latest)
  --force        although there are changes that are not committed
  --help         shows this`;

try {
  run();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function run(): void {
  const { to = 'latest', force, help: isHelp, migrate: before } = readArguments();
  if (isHelp === true) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const root = appRoot();
  if (before !== undefined) {
    process.stdout.write(`${changeApp(root, before)}\n`);
    return;
  }
  if (force !== true) throwIfUncommitted(root);
  const installed = versionIn(join(root, 'node_modules/penstock'));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const spec = to.startsWith('file:') ? to : `penstock@${to}`;
  call(root, npm, ['install', '--save-exact', '--no-audit', '--no-fund', spec]);
  // The new version knows what has to change for it.
  call(root, process.execPath, ['node_modules/penstock/cli/penstock.js', 'upgrade', '--migrate', installed]);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        to: { type: 'string' },
        force: { type: 'boolean' },
        migrate: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${help}`, { cause: error });
  }
}

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
  const { status, stdout } = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  if (status !== 0 || stdout.trim() === '') return;
  throw new UserError(
    `There are changes that are not committed.\n    received\n${stdout.trimEnd()}\n    expected none, so that the upgrade can be looked at, and taken back\n    fix      commit them, or --force`,
  );
}

const versionIn = (folder: string): string => {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')).version);
  throw new UserError(`penstock is not installed.\n    received no ${file}\n    fix      npm install`);
};

function call(cwd: string, command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (status !== 0) throw new UserError(`${command} ${args.join(' ')} failed: what it says is above.`);
}

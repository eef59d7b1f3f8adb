import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { synthesizeRevision } from '../../cost/revision.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'penstock-revision-')));
const root = join(folder, 'repository/app');
const outDir = join(folder, 'out');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const program = `import { mkdirSync, writeFileSync } from 'node:fs';
import { kit } from 'kit';
mkdirSync(process.env.CDK_OUTDIR, { recursive: true });
writeFileSync(process.env.CDK_OUTDIR + '/made', kit + ' ' + JSON.parse(process.env.CDK_CONTEXT_JSON).stage);
`;

beforeAll(() => {
  write('cdk.json', '{}');
  write('package.json', '{ "type": "module" }');
  write('bin/penstock.ts', program);
  write('kit/package.json', '{ "name": "kit", "type": "module", "exports": "./index.js" }');
  write('kit/index.js', "export const kit = 'old';");
  write('.gitignore', 'node_modules\n');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'first');
  write('kit/index.js', "export const kit = 'new';");
  mkdirSync(join(root, 'node_modules'));
  symlinkSync('../kit', join(root, 'node_modules/kit'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('synthesizes the revision with its own workspaces, and leaves no worktree', async () => {
  const before = process.cwd();
  await synthesizeRevision({ revision: 'main', stage: 'dev', outDir, root });

  expect(readFileSync(join(outDir, 'made'), 'utf8')).toBe('old dev');
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(process.cwd()).toBe(before);
});

it('fails for a revision that is not there', async () => {
  await expect(
    synthesizeRevision({ revision: '--all', stage: 'dev', outDir: join(folder, 'none'), root }),
  ).rejects.toThrow('--base names no revision of this repository.\n    received --all');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

it('fails with what the revision says where it does not synthesize', async () => {
  write('bin/penstock.ts', "console.error('no such stage'); process.exit(1);");
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-am', 'second');

  await expect(synthesizeRevision({ revision: 'HEAD', stage: 'x', outDir, root })).rejects.toThrow(
    'HEAD does not synthesize stage x: no such stage',
  );
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
});

import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { scriptLine } from '../../packages/penstock/cli/script.ts';
import { pack, StepFailed, shell, start, step, useTarballs } from './steps.ts';
import { follow } from './tutorial.ts';

const { values } = scriptLine({
  name: 'npm run acceptance --',
  summary: 'Makes an app of the packed packages outside this repository, and follows the tutorial.',
  options: { tutorial: { help: 'the tutorial alone' }, app: { help: 'the app alone' } },
});

// The unmodified CDK CLI against the local cloud; a new app as a team would make it: of the packed packages, outside this
// repository, by the commands alone; then the tutorial, to the letter. It needs npm's registry, curl and a shell.
const root = process.cwd();
const packages = globSync('packages/*/package.json').map((path) => basename(dirname(path)));
const only = values.tutorial === true ? 'tutorial' : values.app === true ? 'app' : undefined;
const folder = mkdtempSync(join(tmpdir(), 'penstock-acceptance-'));
const began = performance.now();

try {
  if (only === undefined) await step('npm run test:cdk', () => shell(root, 'npm run test:cdk'));
  await step('npm run build', () => shell(root, 'npm run build'));
  const into = join(folder, 'packed');
  mkdirSync(into);
  const tarballs = await step('npm pack', () => pack(root, packages, into));
  const create = await step('npm install create-penstock', () => installCreate(tarballs['create-penstock'] ?? ''));
  if (only !== 'tutorial') await newApp(create, tarballs);
  if (only !== 'app') {
    process.stdout.write('\ndocs/tutorial.md\n');
    await follow({ page: readFileSync('docs/tutorial.md', 'utf8'), folder, create, tarballs });
  }
  process.stdout.write(`\nAll of it works, in ${((performance.now() - began) / 1000).toFixed(0)} s.\n`);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Of its tarball, in a folder of its own. @returns the command that makes an app */
function installCreate(tarball: string): string {
  const home = join(folder, 'create');
  mkdirSync(home);
  shell(home, 'npm init -y');
  shell(home, `npm install --no-audit --no-fund ${tarball}`);
  return `${process.execPath} ${join(home, 'node_modules/create-penstock/create-penstock.js')}`;
}

async function newApp(create: string, tarballs: Readonly<Record<string, string>>): Promise<void> {
  const app = join(folder, 'rooms-api');
  await step('create-penstock rooms-api --empty', () => shell(folder, `${create} rooms-api --empty`));
  useTarballs(app, tarballs);
  const commands = [
    'npm install --no-audit --no-fund',
    'npx penstock new context rooms',
    'npx penstock new operation createRoom --context rooms',
    'npx penstock new operation getRoom --context rooms',
    'npx penstock new operation listRooms --context rooms',
    'npx penstock new operation closeRoom --context rooms',
    'npx penstock new consumer cleanRoom --context rooms --event rooms.room.created.v1',
    'npx penstock new provider mail --context rooms',
    'npx penstock new graph rooms',
    'npx penstock new service rooms',
    'npm test',
    'npm run check',
  ];
  for (const line of commands) await step(line, () => shell(app, line));
  for (const script of ['start', 'deploy:local'] as const) {
    const running = await step(`npm run ${script}`, () => start(app, script));
    try {
      await step('POST and GET /v1/rooms', () => ask(app, running.port));
    } finally {
      await running.stop();
    }
  }
}

async function ask(app: string, port: number): Promise<void> {
  const token = shell(app, `npm run --silent token -- --port ${port}`).trim();
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'first', 'content-type': 'application/json' };
  const url = `http://127.0.0.1:${port}/v1/rooms`;
  const created = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ name: 'Blue' }) });
  if (created.status !== 201) throw new StepFailed(`POST ${url}: ${created.status} ${await created.text()}`);
  const one = await fetch(`${url}/${(Object(await created.json()) as { id: string }).id}`, { headers });
  if (one.status !== 200) throw new StepFailed(`GET ${one.url}: ${one.status} ${await one.text()}`);
}

import { spawn, spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataFolder, openHome } from '../../local/data.ts';
import { chooseEngine, engineFile } from '../../local/dynamodb/choice.ts';
import { smallAssembly } from './fixtures/assembly.ts';
import { withBackbone } from './fixtures/backbone.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penstock-private-'));
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8);

/** What is open to anybody but its owner, with its mode. */
async function open(path = folder): Promise<readonly string[]> {
  const names = await readdir(path, { recursive: true });
  const modes = await Promise.all(names.map(async (name) => [name, await modeOf(join(path, name))] as const));
  return modes.filter(([, mode]) => mode !== '600' && mode !== '700').map((entry) => entry.join(' '));
}

describe('the files of a local cloud', () => {
  it('are for their owner alone, whatever the umask is, and those of an earlier run too', async () => {
    const database = basename(engineFile(folder, 'eu-west-1', chooseEngine()));
    const earlier = [database, 'events.db', 'streams.json', 'running.pid', 'access.json'];
    await mkdir(join(folder, 'logs'));
    await Promise.all([...earlier, 'logs/Open.log'].map((name) => writeFile(join(folder, name), '')));
    await Promise.all([...earlier, 'logs/Open.log', 'logs', '.'].map((name) => chmod(join(folder, name), 0o755)));
    const assembly = await smallAssembly({
      edit: withBackbone,
      handlers: { Worker: 'exports.handler = async () => {};', Relay: 'exports.handler = async () => {};' },
    });
    const main = JSON.stringify(join(import.meta.dirname, '../../local/cloud.ts'));
    const program = `
      process.umask(0);
      const { startLocalCloud } = await import(${main});
      const cloud = await startLocalCloud({ assembly: ${JSON.stringify(assembly)}, dataDir: ${JSON.stringify(folder)} });
      await fetch(cloud.url + '/open');
      process.stdout.write('up');
      process.stdin.once('data', () => cloud.close().then(() => process.exit(0)));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const exit = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const running = {
      names: await readdir(folder, { recursive: true }),
      open: await open(),
      own: await modeOf(folder),
    };
    child.stdin.end('stop');
    await Promise.all([text(child.stdout), exit]);
    await rm(assembly, { recursive: true });

    expect(running.names).toEqual(
      expect.arrayContaining(['access.json', `${database}-wal`, 'events.db-wal', 'issuer-key.pem', 'logs/access.log']),
    );
    expect([running.open, running.own, await open()]).toEqual([[], '700', []]);
    expect(await readdir(folder)).not.toContain('access.json');
  });

  it('do not close what is of others', async () => {
    await Promise.all(['mine.txt', 'events.db'].map((name) => writeFile(join(folder, name), name)));
    await Promise.all(['mine.txt', 'events.db', '.'].map((name) => chmod(join(folder, name), 0o755)));
    openDataFolder(folder);

    expect(await Promise.all(['.', 'mine.txt', 'events.db'].map((name) => modeOf(join(folder, name))))).toEqual([
      '755',
      '755',
      '600',
    ]);
  });

  it('do not close what a link in them points to', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'penstock-elsewhere-'));
    await writeFile(join(elsewhere, 'mine.txt'), 'mine');
    await chmod(join(elsewhere, 'mine.txt'), 0o644);
    await mkdir(join(folder, 'logs'));
    await symlink(join(elsewhere, 'mine.txt'), join(folder, 'logs', 'Open.log'));
    openDataFolder(folder);
    const mode = await modeOf(join(elsewhere, 'mine.txt'));
    await rm(elsewhere, { recursive: true });

    expect(mode).toBe('644');
  });

  it('are in a home that is closed, with what is in it as it was', async () => {
    await mkdir(join(folder, 'home/other'), { recursive: true });
    await chmod(join(folder, 'home'), 0o755);
    await chmod(join(folder, 'home/other'), 0o755);
    openHome(join(folder, 'home'));

    expect([await modeOf(join(folder, 'home')), await modeOf(join(folder, 'home/other'))]).toEqual(['700', '755']);
  });
});

describe('a data folder that cannot be made', () => {
  it.each(['/proc/penstock', '/proc/penstock/local', '/dev/null/local'])('fails at once: %s', (path) => {
    const main = JSON.stringify(join(import.meta.dirname, '../../local/data.ts'));
    const program = `(await import(${main})).openDataFolder(${JSON.stringify(path)})`;
    // A process of its own: what does not end would take the test with it.
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 20_000 });

    expect(String(stderr)).toMatch(/LocalError: \S+ cannot be written \(E\w+\)\. Choose another folder with --data\./);
  });
});

describe('the access file', () => {
  it('is gone when the cloud is closed, also where nothing is kept', async () => {
    const { startSmallCloud } = await import('./fixtures/cloud.ts');
    const small = await startSmallCloud();
    const { accessFile } = (await (await small.fetch('/_local')).json()) as { accessFile: string };
    const mode = await modeOf(accessFile);
    await small.close();

    expect(mode).toBe('600');
    await expect(readFile(accessFile)).rejects.toThrow('ENOENT');
  });
});

import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bindServer, bindServers, originOf } from '../../local/port.ts';
import { holderOf } from '../../local/port-holder.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function taken(): Promise<number> {
  const server = await bindServer(0);
  open.push(server);
  return Number(new URL(originOf(server)).port);
}

const api = (port: number) => ({ port, what: 'the API', option: '--port' });
const provider = (port: number) => ({ port, what: 'the simulated provider', option: '--provider-port' });

describe('the ports that are taken before anything is started', () => {
  it('are all named where they are in use, with what for and by which option another is chosen', async () => {
    const [first, second] = [await taken(), await taken()];

    await expect(bindServers([api(first), provider(second)])).rejects.toThrow(
      new RegExp(
        `^Port ${first}, for the API, is in use.*\\. Choose another with --port, or --port 0 for any free one\\.\n` +
          `Port ${second}, for the simulated provider, is in use.*\\. Choose another with --provider-port, or --provider-port 0 for any free one\\.$`,
      ),
    );
  });

  it('are given back where one of them is in use', async () => {
    const free = await taken();
    open.pop()?.close();

    await expect(bindServers([api(free), provider(await taken())])).rejects.toThrow('for the simulated provider');
    open.push(...(await bindServers([api(free)])));
    expect(open).toHaveLength(2);
  });

  it('are of 127.0.0.1 alone', async () => {
    await taken();

    expect(open.map((server) => Object(server.address()).address)).toEqual(['127.0.0.1']);
  });
});

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('who holds a port', () => {
  onLinux('is known of a process of ours', async () => {
    const holder = holderOf(await taken());

    expect(holder?.pid).toBe(process.pid);
    expect(holder?.command).toContain('node');
  });

  it('is unknown of a free port', async () => {
    const port = await taken();
    await new Promise((resolve) => open.pop()?.close(resolve));

    expect(holderOf(port)).toBeUndefined();
  });
});

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startLocalCloud } from '../../local/cloud.ts';
import { bindServer, originOf } from '../../local/port.ts';
import { createCodeInstaller } from '../../local/watch/code.ts';
import { smallAssembly } from './fixtures/assembly.ts';
import { type SmallCloud, startSmallCloud } from './fixtures/cloud.ts';
import { eventually } from './fixtures/eventually.ts';

let small: SmallCloud | undefined;
afterEach(async () => {
  await small?.close();
  small = undefined;
});

const answering = (body: string, waitMs = 0) => `exports.handler = async () => {
  await new Promise((done) => setTimeout(done, ${waitMs}));
  return { statusCode: 200, body: ${JSON.stringify(body)} };
};`;

async function folderWith(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'penstock-code-'));
  await writeFile(join(folder, 'index.cjs'), source);
  return folder;
}

const textOf = async (response: Promise<Response>) => (await response).text();

describe('a function that gets other code', () => {
  it('answers new requests with it, and ends those in flight with the old one', async () => {
    const running = await startSmallCloud({ handlers: { Open: answering('old', 300) } });
    small = running;
    const inFlight = textOf(running.fetch('/open'));
    await eventually(
      () => running.invocations.length,
      (count) => count === 1,
    );

    const error = await running.cloud.replaceCode('Open', await folderWith(answering('new')));

    expect(error).toBeUndefined();
    expect(await textOf(running.fetch('/open'))).toBe('new');
    expect(await inFlight).toBe('old');
  });

  it('keeps what it has where the handler does not load', async () => {
    small = await startSmallCloud({ handlers: { Open: answering('old') } });

    const error = await small.cloud.replaceCode('Open', await folderWith("throw new TypeError('at load');"));

    expect(error).toMatchObject({ errorType: 'TypeError', errorMessage: 'at load' });
    expect(await textOf(small.fetch('/open'))).toBe('old');
  });

  it('takes it from the assembly too once it has loaded, and not before', async () => {
    small = await startSmallCloud({ handlers: { Open: answering('old') } });
    const { plan } = small.cloud;
    const fn = plan.functions.find(({ name }) => name === 'Open');
    if (fn === undefined) throw new Error('there is no function Open');
    const installer = createCodeInstaller(small.cloud, join(fn.code, '..'));
    const inAssembly = () => readFile(join(fn.code, 'index.cjs'), 'utf8');

    expect(await installer.install(fn, Buffer.from('throw 1;'))).toBeDefined();
    expect(await inAssembly()).toBe(answering('old'));
    for (const body of ['one', 'two', 'three']) {
      expect(await installer.install(fn, Buffer.from(answering(body)))).toBeUndefined();
      expect(await textOf(small.fetch('/open'))).toBe(body);
    }
    expect(await inAssembly()).toBe(answering('three'));
  });
});

describe('a cloud that is handed over', () => {
  const inMemory = { keepsServer: true } as const;

  it('ends what is in flight, and lets later requests wait for the next', async () => {
    const server = await bindServer(0);
    const [first, second] = [
      await smallAssembly({ handlers: { Open: answering('first', 300) } }),
      await smallAssembly({ handlers: { Open: answering('second') } }),
    ];
    const before = await startLocalCloud({ ...inMemory, assembly: first, server });
    let invoked = 0;
    before.onInvocation(() => {
      invoked++;
    });
    const inFlight = textOf(fetch(`${before.url}/open`));
    await eventually(
      () => invoked,
      (count) => count === 1,
    );

    const handing = before.handOver(5_000);
    const later = textOf(fetch(`${originOf(server)}/open`));
    await handing;
    const after = await startLocalCloud({ ...inMemory, assembly: second, server });

    expect([await inFlight, await later]).toEqual(['first', 'second']);
    await after.close();
  });

  it('can be started again when the next does not start: its server is still there', async () => {
    const server = await bindServer(0);
    const good = await smallAssembly({ handlers: { Open: answering('good') } });
    const bad = await smallAssembly({ handlers: { Open: 'throw 1;' } });
    const before = await startLocalCloud({ ...inMemory, assembly: good, server });
    await before.handOver(5_000);
    const waiting = textOf(fetch(`${originOf(server)}/open`));

    await expect(startLocalCloud({ ...inMemory, assembly: bad, server })).rejects.toThrow(/do not load[\s\S]*Open/);
    const again = await startLocalCloud({ ...inMemory, assembly: good, server });

    expect(await waiting).toBe('good');
    await again.close();
  });
});

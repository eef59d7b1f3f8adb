import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
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

describe('a cloud to which another assembly is deployed', () => {
  const assemblyAnswering = (source: string) => smallAssembly({ handlers: { Open: source } });

  it('ends what is in flight with the old code, and answers later requests with the new', async () => {
    const running = await startSmallCloud({ handlers: { Open: answering('first', 300) } });
    small = running;
    const inFlight = textOf(running.fetch('/open'));
    await eventually(
      () => running.invocations.length,
      (count) => count === 1,
    );

    await running.cloud.deploy(await withKey(await assemblyAnswering(answering('second'))));

    expect(await textOf(running.fetch('/open'))).toBe('second');
    expect(await inFlight).toBe('first');
  });

  it('runs on as it was where the next does not start', async () => {
    small = await startSmallCloud({ handlers: { Open: answering('good') } });
    const bad = await withKey(await assemblyAnswering('throw 1;'));

    await expect(small.cloud.deploy(bad)).rejects.toThrow(/do not load[\s\S]*Open/);
    expect(await textOf(small.fetch('/open'))).toBe('good');
  });
});

/** Gives the asset of Open another key, as other code has. */
async function withKey(assembly: string): Promise<string> {
  for (const name of ['small.template.json', 'small.assets.json']) {
    const file = join(assembly, name);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('Open.zip', 'Open-2.zip'));
  }
  return assembly;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { loadEvents } from 'penstock/contract/events/load';
import { loadContract } from 'penstock/contract/load';
import { clientModule, corePackage } from '../../packages/penstock/client/module.ts';

const file = join(import.meta.dirname, 'client.ts');

/** Bytes, minified and compressed, of what a web page would load. */
async function sizeOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

describe('the client of the sample', () => {
  it('is in step with the contract: `npm run client -- --out test/client`', async () => {
    const contract = loadContract('contract/openapi.yaml');
    const source = await clientModule(contract, loadEvents('contract/events', contract), corePackage);

    expect(readFileSync(file, 'utf8')).toBe(source);
  });

  it('has 6 kB or less with its core and what writes forms and styles, and 6.7 kB with what servers use', async () => {
    const inPages = "export { createClient, isProblem, readModifyWrite } from './client.ts';";
    const writers = "export { multipart, styled, urlEncoded } from 'penstock-client';";

    expect(await sizeOf(inPages + writers)).toBeLessThanOrEqual(6000);
    expect(
      await sizeOf(
        "export { clientCredentials, createClient, isProblem, readModifyWrite, verifyWebhook } from './client.ts';",
      ),
    ).toBeLessThanOrEqual(6700);
  });
});

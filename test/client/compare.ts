import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { loadContract } from 'penstock/contract/load';
import { scriptLine } from '../../packages/penstock/cli/script.ts';
import { seededRandom } from '../../packages/penstock/local/random.ts';
import { addressOf } from '../support/cloud.ts';
import { type NetworkFault, startFaultyProxy } from '../support/faulty-proxy.ts';

const { word: given } = scriptLine({
  name: 'npm run client:compare --',
  summary: 'Sizes of clients, and what becomes of creates in a network that fails.',
  options: {},
  word: { name: 'FOLDER', help: 'with the other clients, by npm install --prefix FOLDER' },
});

/** Sizes of clients, and what becomes of creates through a network that fails half of them; the table of penstock-client. */
const calls = 100;
const others = ['openapi-fetch@0.17.0', '@hey-api/openapi-ts@0.99.0', 'typescript@5.9.3'];
const own = JSON.stringify(join(import.meta.dirname, 'client.ts'));

/** Each has `used`, what a page would load, and `create`, which says whether it succeeded. */
const clients: Readonly<Record<string, { readonly used: string; readonly create: string }>> = {
  'penstock-client': {
    used: `export { createClient, isProblem, readModifyWrite } from ${own};`,
    create: `import { createClient } from ${own};
let api;
export const create = async (baseUrl, key, body) => (await (api ??= createClient({ baseUrl })).createOrder({ body })).status === 201;`,
  },
  'openapi-fetch': {
    used: `export { default } from 'openapi-fetch';`,
    create: `import createClient from 'openapi-fetch';
export const create = async (baseUrl, key, body) =>
  (await createClient({ baseUrl }).POST('/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body })).response.ok;`,
  },
  'hey-api': {
    used: `export * from './hey/index.ts'; export { createClient } from './hey/client/index.ts';`,
    create: `import { createOrder } from './hey/index.ts';
import { client } from './hey/client.gen.ts';
export const create = async (baseUrl, key, body) => {
  client.setConfig({ baseUrl });
  return (await createOrder({ headers: { 'Idempotency-Key': key }, body })).response?.ok === true;
};`,
  },
};

const folder = resolve(given);
if (!existsSync(join(folder, 'node_modules/openapi-fetch'))) {
  console.error(
    `It takes a folder with the other clients.\n    received ${folder}\n    fix      npm install --prefix FOLDER ${others.join(' ')}`,
  );
  process.exit(1);
}
writeFileSync(join(folder, 'openapi.json'), JSON.stringify(loadContract('contract/openapi.yaml').document));
const generators = [['openapi-ts', '-i', 'openapi.json', '-o', 'hey', '-c', '@hey-api/client-fetch']] as const;
for (const [name, ...args] of generators) execFileSync(join(folder, 'node_modules/.bin', name), args, { cwd: folder });

for (const [name, { used, create }] of Object.entries(clients)) {
  const bytes = await bundled(used);
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, await bundled(create));
  console.log(name, {
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    ...(await underFaults(file)),
  });
}

async function bundled(contents: string): Promise<Uint8Array> {
  const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', write: false } as const;
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder, loader: 'ts' } });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

type Create = (baseUrl: string, key: string, body: object) => Promise<boolean>;

async function underFaults(file: string) {
  const { create }: { readonly create: Create } = await import(pathToFileURL(file).href);
  const keys = new Set<unknown>();
  const api = createServer((request, response) => {
    keys.add(request.headers['idempotency-key'] ?? randomUUID());
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"ord_1"}');
  });
  await new Promise<void>((listening) => api.listen(0, '127.0.0.1', listening));
  const random = seededRandom(1);
  const faults: readonly NetworkFault[] = ['request-lost', 'answer-lost', 'busy', 'page'];
  const pick = () => (random() < 0.5 ? 'none' : (faults[Math.floor(random() * faults.length)] ?? 'none'));
  const proxy = await startFaultyProxy(addressOf(api), pick);
  let succeeded = 0;
  for (let count = 0; count < calls; count += 1)
    if (await create(proxy.url, randomUUID(), {}).catch(() => false)) succeeded += 1;
  await proxy.close();
  api.close().closeAllConnections();
  return { succeeded, unknown: keys.size - succeeded };
}

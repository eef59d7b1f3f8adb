import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { writeGenerated } from '../../../contract/generate/index.ts';
import { rpcFiles } from '../../../contract/rpc/generate/index.ts';
import { loadRpc } from '../../../contract/rpc/load.ts';
import { contract } from '../../../testkit/sample/contract.ts';

export const parcelsFolder = join(import.meta.dirname, '../../../testkit/rpc');
const file = 'parcels/v1/parcels.proto';
const parcelsText = readFileSync(join(parcelsFolder, file), 'utf8');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-rpc-test-'));
  folders.push(folder);
  return folder;
};

/** The service with parts of its file replaced, in a folder of its own. */
export function edited(...edits: readonly (readonly [string, string])[]): {
  readonly folder: string;
  readonly text: string;
} {
  const folder = newFolder();
  cpSync(parcelsFolder, folder, { recursive: true });
  const text = edits.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`The file has no ${from}`);
    return before.replace(from, to);
  }, parcelsText);
  writeFileSync(join(folder, file), text);
  return { folder, text };
}

/** Loads a module of what is generated for the service, which is made once. */
export async function generatedParcels<Module>(name: string): Promise<Module> {
  made ??= generatedFolder();
  return import(join(made, 'generated/rpc', name));
}

let made: string | undefined;

function generatedFolder(): string {
  const rpc = loadRpc(parcelsFolder, contract);
  if (rpc === undefined) throw new Error('There is no service');
  const folder = newFolder();
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(import.meta.dirname, '../../../../../node_modules'), join(folder, 'node_modules'), 'junction');
  writeGenerated(join(folder, 'generated'), [
    ...rpcFiles(contract, rpc),
    ...['createParcel'].map((id) => ({
      path: `validators/${id}.js`,
      content: 'export const idempotencyKeyHeader = () => true;',
    })),
  ]);
  return folder;
}

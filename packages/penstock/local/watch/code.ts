import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from '../../build/record.ts';
import type { LocalCloud } from '../cloud.ts';
import type { FunctionDefinition } from '../lambda/definition.ts';
import type { FunctionError } from '../lambda/messages.ts';
import { makePrivateFolder } from '../private-files.ts';

const file = 'index.cjs';

/** SHA-256 of each function's bundle, by the function's name. */
export async function readCodes(functions: readonly FunctionDefinition[]): Promise<ReadonlyMap<string, string>> {
  const codes = functions.map(async ({ name, code }) => [name, hashOf(await readCode({ code }))] as const);
  return new Map(await Promise.all(codes));
}

export const readCode = ({ code }: Pick<FunctionDefinition, 'code'>): Promise<Uint8Array> => readFile(join(code, file));

/** Gives functions of a cloud other bundles. */
export interface CodeInstaller {
  /** @returns why the handler does not load, if so; then the function keeps what it has */
  install(fn: FunctionDefinition, content: Uint8Array): Promise<FunctionError | undefined>;
}

/**
 * A bundle is tried in a folder of its own, since processes of the old one may still start from theirs; once it loads it
 * also takes the place of the old one in the assembly, from which the cloud may be started again.
 *
 * @param assembly a folder of the cloud's own
 */
export function createCodeInstaller(cloud: Pick<LocalCloud, 'replaceCode'>, assembly: string): CodeInstaller {
  const folders = new Map<string, readonly string[]>();
  let count = 0;
  const install = async (fn: FunctionDefinition, content: Uint8Array) => {
    const folder = join(assembly, 'live', `${fn.name}-${++count}`);
    makePrivateFolder(folder);
    await writeFile(join(folder, file), content);
    const error = await cloud.replaceCode(fn.name, folder);
    if (error !== undefined) {
      await rm(folder, { recursive: true });
      return error;
    }
    const draft = join(assembly, 'live', `${fn.name}.draft`);
    await writeFile(draft, content);
    await rename(draft, join(fn.code, file));
    const [oldest, ...rest] = [...(folders.get(fn.name) ?? []), folder];
    // Two are kept: the one before may still have invocations in flight.
    const keepsAll = rest.length < 2;
    folders.set(fn.name, keepsAll && oldest !== undefined ? [oldest, ...rest] : rest);
    if (!keepsAll && oldest !== undefined) await rm(oldest, { recursive: true });
    return undefined;
  };
  return { install };
}

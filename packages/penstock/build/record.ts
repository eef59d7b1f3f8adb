import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { BuildResult, Metafile, OutputFile } from 'esbuild';
import { isNativeEntry } from './native-entry.ts';
import type { FunctionSources } from './options.ts';

/** Names, in the environment of a synth, the file that `bundle` writes its record into. */
export const recordVariable = 'PENSTOCK_BUNDLE_RECORD';

/** A function as it was bundled. */
export interface BundledFunction {
  /** Every file that the bundle is made of, relative to the root. */
  readonly inputs: readonly string[];
  /** SHA-256 of its `index.cjs`, in hex. */
  readonly hash: string;
}

/** What a bundling did: enough to do it again for some of its functions. */
export interface BundleRecord extends FunctionSources {
  readonly functions: Readonly<Record<string, BundledFunction>>;
}

type Result = Pick<BuildResult<{ metafile: true; write: false }>, 'metafile' | 'outputFiles'>;

export const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** @param outputs of functions that `sources` has an entry for */
export function recordOf(
  { root, entries, checkAnswers }: FunctionSources,
  { metafile, outputFiles }: Result,
): BundleRecord {
  const functions = outputFiles.map((output): readonly [string, BundledFunction] => {
    const name = functionOf(output);
    return [name, { inputs: inputsOf(metafile, entries[name] ?? ''), hash: hashOf(output.contents) }];
  });
  return { root, entries, checkAnswers, functions: Object.fromEntries(functions) };
}

/** The function that an output is of: each has one folder. */
export const functionOf = ({ path }: Pick<OutputFile, 'path'>): string => basename(dirname(path));

export async function writeRecord(file: string, sources: FunctionSources, result: Result): Promise<void> {
  await writeFile(file, JSON.stringify(recordOf(sources, result)));
}

export async function readRecord(file: string): Promise<BundleRecord> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** What an entry imports, directly or not, and itself; also what tree shaking left nothing of. */
function inputsOf({ inputs }: Pick<Metafile, 'inputs'>, entry: string): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string) => {
    if (found.has(path) || inputs[path] === undefined) return;
    found.add(path);
    for (const { path: imported } of inputs[path].imports) visit(imported);
  };
  visit(entry);
  return [...found].filter((path) => !isNativeEntry(path));
}

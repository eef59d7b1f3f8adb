import { build } from 'esbuild';
import { explain, optionsFor } from './options.ts';
import { type BundleRecord, functionOf, recordOf } from './record.ts';

export interface Rebuilt {
  /** `index.cjs` of each function whose bundle is another than before, by name. */
  readonly changed: ReadonlyMap<string, Uint8Array>;
  /** Replaces the record that it was made from. */
  readonly record: BundleRecord;
}

/**
 * Bundles some functions again as they were bundled before, and writes nothing.
 *
 * @param names of functions in the record
 * @throws UserError with the file, line and text of every error that esbuild found
 */
export async function rebuild(record: BundleRecord, names: readonly string[]): Promise<Rebuilt> {
  const entries = Object.fromEntries(names.map((name) => [name, record.entries[name] ?? '']));
  // Nothing is written, so the folder only names the outputs.
  const result = await build(optionsFor({ ...record, entries }, record.root)).catch((failure) =>
    explain(`${names.join(', ')} ${names.length === 1 ? 'does' : 'do'} not compile:`, failure),
  );
  const functions = { ...record.functions, ...recordOf({ ...record, entries }, result).functions };
  const contents = result.outputFiles.map((output) => [functionOf(output), output.contents] as const);
  const changed = contents.filter(([name]) => functions[name]?.hash !== record.functions[name]?.hash);
  return { changed: new Map(changed), record: { ...record, functions } };
}

import { build, type Metafile } from 'esbuild';
import { explain, type FunctionSources, optionsFor } from './options.ts';
import { recordVariable, writeRecord } from './record.ts';
import { replaceFolder } from './replace-folder.ts';

export interface BundleProps extends FunctionSources {
  /** Receives one folder per function, each with its `index.cjs`, and `meta.json`. */
  readonly outDir: string;
  /** Receives what `rebuild` needs. @default the file that the environment names, where the local cloud synthesizes */
  readonly recordFile?: string | undefined;
}

/**
 * Bundles every function in one call and brings `outDir` in step with the result.
 * Nothing is written when a handler does not compile.
 *
 * @returns esbuild's metafile, which is also written to `meta.json`.
 * @throws UserError with the file, line and text of every error that esbuild found.
 */
export async function bundle(props: BundleProps): Promise<Metafile> {
  const { outDir, recordFile = process.env[recordVariable] } = props;
  const result = await build(optionsFor(props, outDir)).catch((failure) =>
    explain('The functions do not compile:', failure),
  );
  const { metafile, outputFiles } = result;
  const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  await replaceFolder(outDir, files, { 'meta.json': JSON.stringify(metafile) });
  if (recordFile !== undefined) await writeRecord(recordFile, props, result);
  return metafile;
}

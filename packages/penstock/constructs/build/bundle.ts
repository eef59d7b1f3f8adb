import { type BuildFailure, type BuildOptions, build, formatMessages, type Metafile } from 'esbuild';
import { UserError } from '../../cli/user-error.ts';
import { withoutAnswerChecks } from './answer-checks.ts';
import { replaceFolder } from './replace-folder.ts';
import { replacements } from './replacements.ts';

export interface BundleProps {
  /** The checkout: entry files are relative to it. */
  readonly root: string;
  /** Receives a folder a function, each with its `index.cjs`, and `meta.json`. */
  readonly outDir: string;
  /** Entry files by function name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Functions check their answers against the schemas of the contract. */
  readonly checkAnswers: boolean;
}

/**
 * Bundles every function in one call and brings `outDir` in step with the result.
 * Nothing is written when a handler does not compile.
 *
 * @returns esbuild's metafile, which is also written to `meta.json`.
 * @throws UserError with the file, line and text of every error that esbuild found.
 */
export async function bundle(props: BundleProps): Promise<Metafile> {
  const { outputFiles, metafile } = await build(optionsFor(props)).catch(explain);
  const files = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
  await replaceFolder(props.outDir, files, { 'meta.json': JSON.stringify(metafile) });
  return metafile;
}

/**
 * CommonJS with `module` before `main`, and dynamic imports resolved now: lazy getters of `node:http` otherwise load
 * undici at a cold start (16 ms). A folder a function and no shared chunk: an edit changes only the functions it is in.
 */
const optionsFor = ({ root, outDir, entries, checkAnswers }: BundleProps) =>
  ({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: `${name}/index` })),
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    alias: replacements,
    plugins: checkAnswers ? [] : [withoutAnswerChecks],
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  }) as const satisfies BuildOptions;

async function explain(failure: BuildFailure): Promise<never> {
  if (!Array.isArray(failure.errors)) throw failure;
  const messages = await formatMessages(failure.errors, { kind: 'error', color: false });
  throw new UserError(`The functions do not compile:\n\n${messages.join('\n').trimEnd()}`, { cause: failure });
}

import { type BuildFailure, type BuildOptions, formatMessages } from 'esbuild';
import { UserError } from '../cli/user-error.ts';
import { withoutAnswerChecks } from './answer-checks.ts';
import { leanGraphql } from './lean-graphql.ts';
import { leanHeaders } from './lean-headers.ts';
import { nativeEntries } from './native-entry.ts';
import { replacements } from './replacements.ts';
import { versionOnly } from './version-only.ts';

export interface FunctionSources {
  /** The checkout: entry files are relative to it. */
  readonly root: string;
  /** Entry files by function name. */
  readonly entries: Readonly<Record<string, string>>;
  /** Functions check their answers against the schemas of the contract. */
  readonly checkAnswers: boolean;
}

/**
 * CommonJS with `module` before `main`, and dynamic imports resolved now: lazy getters of `node:http` otherwise load
 * undici at a cold start (16 ms). One folder per function and no shared chunk: an edit changes only the functions it is
 * in.
 */
export const optionsFor = ({ root, entries, checkAnswers }: FunctionSources, outDir: string) =>
  ({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: `${name}/index` })),
    outdir: outDir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    alias: replacements,
    plugins: [nativeEntries, versionOnly, leanGraphql, leanHeaders, ...(checkAnswers ? [] : [withoutAnswerChecks])],
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

/** @throws UserError with the file, line and text of every error that esbuild found */
export async function explain(what: string, failure: BuildFailure): Promise<never> {
  if (!Array.isArray(failure.errors)) throw failure;
  const messages = await formatMessages(failure.errors, { kind: 'error', color: false });
  throw new UserError(`${what}\n\n${messages.join('\n').trimEnd()}`, { cause: failure });
}

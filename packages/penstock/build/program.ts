import { build, type Plugin } from 'esbuild';
import { explain } from './options.ts';

/** Follows the program's own files and those of the kit, which a checkout of it may edit; what else is installed is left out. */
const followOwn: Plugin = {
  name: 'follow-own',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || /^penstock[-/]/.test(path) ? undefined : { path, external: true },
    );
  },
};

/**
 * The files that a program runs, found without running it; files of which it takes types alone are not among them.
 *
 * @param entry relative to the root
 * @returns paths relative to the root
 * @throws UserError with the file, line and text of every error that esbuild found
 */
export async function programFiles(root: string, entry: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    plugins: [followOwn],
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
    outdir: root,
    logLevel: 'silent',
  }).catch((failure) => explain(`${entry} does not compile:`, failure));
  return Object.keys(metafile.inputs);
}

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** A client of the SDK reads its version from its package.json, for the header User-Agent: the rest of the file is 2 KB. */
export const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8')) as { readonly version: string };
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { kitFile } from './replacements.ts';

const importsOurs = `import { Headers } from ${JSON.stringify(kitFile('rpc/headers'))};\n`;

/** Gives the modules of Connect the `Headers` that those of the kit import: the global one would load all of fetch. */
export const leanHeaders: Plugin = {
  name: 'lean-headers',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]node_modules[\\/]@connectrpc[\\/]connect(?:-node)?[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return /\bnew Headers\b|\binstanceof Headers\b/.test(source)
        ? { contents: `${importsOurs}${source}`, loader: 'js' }
        : undefined;
    });
  },
};

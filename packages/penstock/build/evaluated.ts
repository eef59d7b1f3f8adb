import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** Of the page that shows an API, and of the documents about it. */
const filter = /[\\/](functions[\\/]generated[\\/]reference|runtime[\\/]reference[\\/]page)[\\/]files\.[jt]s$/;

interface Reading {
  readFiles(): Readonly<Record<string, string>>;
}

/**
 * Puts the files that a module reads into the bundle, compressed as the module gives them: a function has nothing on its disk but its bundle,
 * and compresses nothing when it is asked.
 */
export const evaluatedFiles: Plugin = {
  name: 'evaluated-files',
  setup: ({ onLoad }) => {
    onLoad({ filter }, async ({ path }) => {
      const { readFiles }: Reading = await import(pathToFileURL(path).href);
      return { contents: `export const readFiles = () => (${JSON.stringify(readFiles())});`, loader: 'js' };
    });
  },
};

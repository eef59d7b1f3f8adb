import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** The file of a function, and the context in whose folder it is. */
export interface Entry {
  readonly name: string;
  readonly context: string;
  /** Relative to the folder of the app, with forward slashes. */
  readonly file: string;
}

/** The places for entries: a folder for what calls the function (http, graph, rpc, queue, stream, authorizer). */
const pattern = 'functions/*/entry/*/*.ts';

/** Every function of an app, as its files say: `functions/<context>/entry/<door>/<name>.ts`. */
export const findEntries = (root: string): readonly Entry[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((file) => ({ name: basename(file, '.ts'), context: file.split('/')[1] ?? '', file }));

/** Whether an entry is of a service's function. */
export const isService = ({ file }: Entry): boolean => file.split('/')[3] === 'rpc';

/** Where the entry of a function belongs. */
export const placeOf = (
  door: 'http' | 'graph' | 'rpc' | 'queue' | 'stream' | 'authorizer',
  name: string,
  context = '<context>',
): string => `functions/${context}/entry/${door}/${name}.ts`;

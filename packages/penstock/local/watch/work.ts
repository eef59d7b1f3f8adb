import { dirname } from 'node:path';
import type { BundleRecord } from '../../build/record.ts';
import { documentFile } from '../../contract/events/load.ts';
import { descriptorFile } from '../../contract/rpc/files.ts';
import type { Change } from './scan.ts';

/** What has to be done for files that were written. */
export interface Work {
  /** Files are derived from the contract again. */
  readonly generate: boolean;
  /** The stage is synthesized again, its functions included. */
  readonly synthesize: boolean;
  /** These are bundled again. */
  readonly functions: readonly string[];
}

/** What is known of an app as it runs. */
export interface Known {
  readonly record: BundleRecord;
  /** The files of the program that synthesizes it. */
  readonly program: readonly string[];
  /** Functions whose last bundling failed. */
  readonly broken: ReadonlySet<string>;
  /** The last synthesis failed. */
  readonly isSynthBroken: boolean;
}

/** The folders of an app that it is made of. */
const appFolders = ['bin', 'contract', 'functions', 'lib'] as const;
/** Files beside them that decide what is synthesized. */
const appFiles = ['cdk.json', 'package.json'];

/** Derived from the contract, and written by whoever derives. */
export const isGenerated = (path: string): boolean =>
  path.startsWith('functions/generated/') ||
  (path.startsWith('contract/') && (path.endsWith(`/${documentFile}`) || path.endsWith(`/${descriptorFile}`)));

/** Everything that has a say in what runs: the app's folders, and the files of the kit that a checkout may edit. */
export function watchedOf({ record, program }: Pick<Known, 'record' | 'program'>) {
  const inputs = [...program, ...Object.values(record.functions).flatMap(({ inputs }) => inputs)];
  const elsewhere = inputs.filter((path) => !isInApp(path) && !path.includes('node_modules/'));
  return { folders: [...appFolders], files: [...new Set([...appFiles, ...elsewhere])] };
}

export function workOf(changes: readonly Change[], known: Known): Work {
  const paths = new Set(changes.map(({ path }) => path));
  const generate = [...paths].some((path) => path.startsWith('contract/') && !isGenerated(path));
  const touched = Object.entries(known.record.functions).flatMap(([name, { inputs }]) =>
    inputs.some((path) => paths.has(path)) ? [name] : [],
  );
  // What a broken one waits for may be a file that it does not know yet.
  const functions = [...new Set([...touched, ...known.broken])];
  const program = new Set([...known.program, ...appFiles]);
  const isProgram = changes.some((change) => program.has(change.path) || mayBeEntry(change, known.record));
  const synthesize = generate || isProgram || known.isSynthBroken;
  return { generate, synthesize, functions: synthesize ? [] : functions };
}

const isInApp = (path: string): boolean => appFolders.some((folder) => path.startsWith(`${folder}/`));

/** Entries are found by their place: one that comes or goes is another function. */
function mayBeEntry({ path, kind }: Change, { entries }: BundleRecord): boolean {
  if (kind === 'changed') return false;
  return (
    /^functions\/[^/]+\/entry\//.test(path) || Object.values(entries).some((entry) => dirname(entry) === dirname(path))
  );
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from '../problems.ts';
import { findBinary } from './binary.ts';

/** The engines that come with the local cloud: a binary, which is faster, and one in this process, which is everywhere. */
export const engineKinds = ['dynoxide', 'embedded'] as const;
export type EngineKind = (typeof engineKinds)[number];

/**
 * The engine that `PENSTOCK_ENGINE` names; without it the binary where this platform has one.
 *
 * @throws LocalError where it names none
 */
export function chooseEngine(
  { PENSTOCK_ENGINE: named }: Readonly<Record<string, string | undefined>> = process.env,
  hasBinary = findBinary() !== undefined,
): EngineKind {
  if (named === undefined) return hasBinary ? 'dynoxide' : 'embedded';
  const found = engineKinds.find((kind) => kind === named);
  if (found !== undefined) return found;
  throw new LocalError(
    `PENSTOCK_ENGINE names the engine of the tables, received ${JSON.stringify(named)}. ` +
      'Write dynoxide or embedded, or unset it to have the one that this platform has.',
  );
}

const suffixes: Readonly<Record<EngineKind, string>> = { dynoxide: '.db', embedded: '.embedded.db' };

/**
 * The file in which an engine keeps the tables of a region.
 *
 * @throws LocalError where the other engine has kept tables in the folder: they would seem to be gone
 */
export function engineFile(folder: string, region: string, kind: EngineKind): string {
  const fileOf = (other: EngineKind) => join(folder, `dynamodb-${region}${suffixes[other]}`);
  const other = engineKinds.find((one) => one !== kind && existsSync(fileOf(one)));
  if (other === undefined) return fileOf(kind);
  throw new LocalError(
    `The tables in ${folder} are kept by the engine ${other}, and this start is with ${kind}. ` +
      `Set PENSTOCK_ENGINE=${other} to go on with them, or start with --fresh to begin with empty tables.`,
  );
}

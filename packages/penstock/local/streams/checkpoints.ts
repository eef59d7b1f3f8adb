import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isObject, object, parseJson, text } from '../json.ts';
import { fileMode } from '../private-files.ts';

/** How far a mapping is in its stream; sequence numbers. */
export interface StreamProgress {
  /** What was read up to here is done, but for the shards that are behind. */
  readonly read: string;
  /** By shard, the last record that is done where others wait; empty where none is done yet. */
  readonly behind: Readonly<Record<string, string>>;
}

/** The progress of each mapping. */
export interface Checkpoints {
  get(mapping: string): StreamProgress | undefined;
  set(mapping: string, progress: StreamProgress): void;
}

/** @param file where they are kept between runs; absent: in memory */
export function createCheckpoints(file?: string): Checkpoints {
  const retained = file !== undefined && existsSync(file) ? object(parseJson(readFileSync(file, 'utf8'))) : {};
  const mappings = new Map(
    Object.entries(retained).flatMap(([id, value]) => {
      const progress = readProgress(value);
      return progress === undefined ? [] : [[id, progress] as const];
    }),
  );
  return {
    get: (mapping) => mappings.get(mapping),
    set: (mapping, progress) => {
      mappings.set(mapping, progress);
      if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(mappings)), { mode: fileMode });
    },
  };
}

/** A number alone is from before a stream had shards here. */
function readProgress(value: unknown): StreamProgress | undefined {
  if (typeof value === 'string') return { read: value, behind: {} };
  const read = isObject(value) ? text(value.read) : undefined;
  if (read === undefined) return undefined;
  const behind = Object.entries(object(object(value).behind)).map(([shard, number]) => [shard, String(number)]);
  return { read, behind: Object.fromEntries(behind) };
}

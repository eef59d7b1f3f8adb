import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { object, parseJson, text } from '../json.ts';
import { fileMode } from '../private-files.ts';

/** How far each mapping has read its stream. */
export interface Checkpoints {
  get(mapping: string): string | undefined;
  set(mapping: string, sequenceNumber: string): void;
  /** Writes them to the file, if there is one. */
  save(): void;
}

/** @param file where they are kept between runs; absent: in memory */
export function createCheckpoints(file?: string): Checkpoints {
  const kept = file !== undefined && existsSync(file) ? object(parseJson(readFileSync(file, 'utf8'))) : {};
  const numbers = new Map(
    Object.entries(kept).flatMap(([id, number]) => (text(number) === undefined ? [] : [[id, String(number)] as const])),
  );
  const save = () => {
    if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(numbers)), { mode: fileMode });
  };
  return {
    get: (mapping) => numbers.get(mapping),
    set: (mapping, sequenceNumber) => {
      numbers.set(mapping, sequenceNumber);
      save();
    },
    save,
  };
}
